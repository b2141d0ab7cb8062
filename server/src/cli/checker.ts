import { pathToFileURL } from 'node:url';
import type { Backend } from '../crm/backend.ts';
import { isTarget, loadBackend } from '../crm/index.ts';
import type { Finding } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import { openDigested } from '../model/workspace.ts';
import type { Config } from '../standards/config.ts';
import { createLinter } from '../standards/linter.ts';
import type { EnforcementGap } from '../standards/rule.ts';

/** What was made of a project's texts. */
export interface Checked {
  readonly model: ProjectModel;
  /** Of the language, the standards and the configured CRMs, by place. */
  readonly findings: readonly Finding[];
  /** Whether the findings are without fixes, and the model without processes: see `Checker.report`. */
  readonly fixesLeftOut?: true;
}

/** Longer texts, in UTF-16 code units, are not held whole where nothing but findings is asked for. */
const longestWhole = 2_000_000;

/** Parses, links and lints a project, as often as its texts change. */
export class Checker {
  private readonly root: string;
  private readonly config: Config;
  private readonly today: string;
  private readonly linter = createLinter();

  /** @param root absolute path of the project's folder */
  constructor(root: string, config: Config, today: string) {
    this.root = pathToFileURL(root).href;
    this.config = config;
    this.today = today;
  }

  /** Findings alone, for a report. */
  async report(texts: ReadonlyMap<string, string>): Promise<Checked> {
    let length = 0;
    for (const text of texts.values()) length += text.length;
    // The backends of CRMs need the whole model.
    if (length > longestWhole && this.config.targets.length === 0) {
      const { checkInBatches } = await import('./batchCheck.ts');
      const checked = await checkInBatches({
        root: this.root,
        texts: [...texts],
        config: this.config,
        today: this.today,
      });
      if (checked) return checked;
    }
    return this.check(texts);
  }

  async check(texts: ReadonlyMap<string, string>): Promise<Checked> {
    const workspace = await openDigested(
      Array.from(texts, ([uri, text]) => ({ uri, text })),
      [this.root],
    );
    const model = workspace.model(this.root);
    const language = workspace.documentsOf(this.root).flatMap((document) => workspace.languageFindings(document));
    const backends = await Promise.all(this.config.targets.filter(isTarget).map(loadBackend));
    const { external, enforcement } = limitsOf(model, backends);
    const linted = this.linter.lint(model, {
      config: this.config,
      surface: 'ci',
      today: this.today,
      enforcement,
      ...(backends.length > 0 ? { external } : {}),
    });
    return { model, findings: [...language, ...linted] };
  }
}

/** What the configured CRMs refuse of a project and cannot enforce in it. */
function limitsOf(
  model: ProjectModel,
  backends: readonly Backend[],
): { external: Finding[]; enforcement: EnforcementGap[] } {
  const external: Finding[] = [];
  const gaps: EnforcementGap[] = [];
  for (const backend of backends) {
    const { findings, enforcement } = backend.generate(model, {});
    external.push(...findings);
    for (const { level, path, how, span } of enforcement) {
      if (level === 'manual') gaps.push({ target: backend.title, path, how, span });
    }
  }
  return { external, enforcement: gaps };
}
