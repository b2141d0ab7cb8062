import { URI } from 'langium';
import type { Finding } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import type { Span } from '../model/source.ts';
import { createLinter, type LintOptions } from '../standards/linter.ts';
import { ruleById } from '../standards/registry.ts';
import type { EnforcementGap } from '../standards/rule.ts';
import type { Configs } from './configs.ts';
import { pathOf } from './disk.ts';
import type { Files } from './files.ts';

interface Pass {
  readonly model: ProjectModel;
  readonly byFile: ReadonlyMap<string, readonly Finding[]>;
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * What the standards and the configured CRMs find.
 *
 * While someone types only the rules about the processes of that file run; what else was found there in the last pass
 * over the whole project is shown where it has moved to, until the next pass.
 */
export class Checks {
  private readonly files: Files;
  private readonly configs: Configs;
  private readonly linter = createLinter();
  private readonly passes = new Map<string, Pass>();

  constructor(files: Files, configs: Configs) {
    this.files = files;
    this.configs = configs;
  }

  /** Forgets everything, after a configuration has changed. */
  forget(): void {
    this.passes.clear();
  }

  /** Lets go of what only a fresh look at a text needs. */
  rest(): void {
    this.linter.rest();
  }

  /** Whether the project's configuration leaves the file out. */
  isIgnored(uri: string): boolean {
    const root = this.files.projects.rootOf(URI.parse(uri));
    if (this.configs.of(root).ignore.length === 0 || !uri.startsWith(`${root}/`)) return false;
    return this.configs.isIgnored(root, pathOf(uri).slice(pathOf(root).length + 1));
  }

  /** Findings of one file as it is now. */
  findings(uri: string): Finding[] {
    const document = this.files.document(uri);
    if (!document || this.isIgnored(uri)) return [];
    const language = this.files.workspace.languageFindings(document);
    const root = this.files.projects.rootOf(document.uri);
    const model = this.files.model(root);
    const pass = this.passes.get(root);
    if (pass?.model === model) return [...language, ...(pass.byFile.get(uri) ?? [])];
    const quick = this.linter.lint(model, { ...this.options(root), file: uri });
    return [...language, ...quick, ...this.carriedOver(uri, pass)];
  }

  /** Looks at the processes of one file, so that the next pass over the project finds it done. */
  warm(uri: string): void {
    const root = this.files.projects.rootOf(URI.parse(uri));
    this.linter.lint(this.files.model(root), { ...this.options(root), file: uri });
  }

  /** Findings of a whole project, by file; a pass over everything. */
  project(root: string): ReadonlyMap<string, readonly Finding[]> {
    const model = this.files.model(root);
    const known = this.passes.get(root);
    if (known?.model === model) return known.byFile;
    const backends = this.configs.backends(root);
    const external: Finding[] = [];
    const enforcement: EnforcementGap[] = [];
    for (const backend of backends) {
      const generated = backend.generate(model, {});
      external.push(...generated.findings);
      for (const { level, path, how, span } of generated.enforcement) {
        if (level === 'manual') enforcement.push({ target: backend.title, path, how, span });
      }
    }
    const found = this.linter.lint(model, {
      ...this.options(root),
      enforcement,
      ...(backends.length > 0 ? { external } : {}),
    });
    const byFile = new Map<string, Finding[]>();
    for (const finding of found) {
      const list = byFile.get(finding.span.uri);
      if (list) list.push(finding);
      else byFile.set(finding.span.uri, [finding]);
    }
    this.passes.set(root, { model, byFile, texts: new Map(model.files.map(({ uri, text }) => [uri, text])) });
    return byFile;
  }

  private options(root: string): LintOptions {
    return { config: this.configs.of(root), surface: 'editor', today: new Date().toISOString().slice(0, 10) };
  }

  /** What the last pass found that a look at the file's own processes cannot tell. */
  private carriedOver(uri: string, pass: Pass | undefined): Finding[] {
    const before = pass?.texts.get(uri);
    const after = this.files.textOf(uri);
    const kept = (pass?.byFile.get(uri) ?? []).filter(({ rule }) => ruleById(rule)?.scope !== 'process');
    if (before === undefined || after === undefined || kept.length === 0) return [];
    const moved = movedBy(before, after);
    return kept.flatMap((finding) => {
      const span = moved(finding.span);
      return span ? [{ ...finding, span }] : [];
    });
  }
}

/** Where a span of the old text is in the new one; `undefined` where it was edited. */
function movedBy(before: string, after: string): (span: Span) => Span | undefined {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  const shift = after.length - before.length;
  return (span) => {
    if (span.end <= head) return span;
    if (span.start >= before.length - tail) return { ...span, start: span.start + shift, end: span.end + shift };
    return undefined;
  };
}
