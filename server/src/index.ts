/**
 * The library: what the `salesflow` command does, on texts instead of files, in Node and in browsers.
 *
 * @packageDocumentation
 */
import type { Generated, GeneratedFile, GenerateOptions, TargetId } from './crm/backend.ts';
import { loadBackend } from './crm/index.ts';
import type { Finding } from './model/finding.ts';
import type { ProjectModel } from './model/model.ts';
import { openWorkspace } from './model/workspace.ts';
import { layoutOverlay } from './overlay/layout/overlay.ts';
import { renderSvg } from './overlay/svg.ts';
import type { FileTheme } from './overlay/theme.ts';
import type { ProcessChange } from './report/diff/change.ts';
import { diffProjects } from './report/diff/diff.ts';
import { type Config, defaultConfig, parseConfig } from './standards/config.ts';
import { createLinter } from './standards/linter.ts';

export type { Config, Finding, Generated, GeneratedFile, GenerateOptions, ProcessChange, ProjectModel, TargetId };
export { defaultConfig, parseConfig };

/** Texts of a project's files by name, with `/` between folders. */
export type ProjectTexts = Readonly<Record<string, string>>;

/** A project that was read. */
export interface ParsedProject {
  readonly model: ProjectModel;
  /** What is wrong with syntax, names and types. */
  readonly findings: readonly Finding[];
}

const root = 'file:///project';

/** Reads and links the files of one project; never throws for what people may write. */
export async function parse(texts: ProjectTexts): Promise<ParsedProject> {
  const inputs = Object.entries(texts).map(([name, text]) => ({
    uri: `${root}/${name.split('/').map(encodeURIComponent).join('/')}`,
    text,
  }));
  const workspace = await openWorkspace(inputs, [root]);
  const findings = workspace.documentsOf(root).flatMap((document) => workspace.languageFindings(document));
  return { model: workspace.model(root), findings };
}

/** How {@link lint} checks. */
export interface LintLibraryOptions {
  /** As {@link parseConfig} reads it; the recommended rules without one. */
  readonly config?: Config;
  /** Day that suppressions expire against, `YYYY-MM-DD`; today without one. */
  readonly today?: string;
}

/** Checks a project against the standards; findings of the language come first. */
export function lint(project: ParsedProject, options: LintLibraryOptions = {}): readonly Finding[] {
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const findings = createLinter().lint(project.model, {
    config: options.config ?? defaultConfig,
    surface: 'ci',
    today,
  });
  return [...project.findings, ...findings];
}

/** How {@link render} draws. */
export interface RenderOptions {
  readonly theme?: FileTheme;
  /** Shown as badges. */
  readonly findings?: readonly Finding[];
}

/**
 * Draws a process over its buyers' journey, as SVG.
 *
 * @param process its name
 * @throws RangeError where the project has no such process
 */
export function render({ model }: ParsedProject, process: string, options: RenderOptions = {}): string {
  const found = model.processes.find(({ name }) => name === process);
  if (!found) throw new RangeError(`There is no process "${process}".`);
  return renderSvg(layoutOverlay(model, found.id, options.findings ?? []), { theme: options.theme ?? 'light' });
}

/** Makes CRM configuration: files, how each criterion is enforced, and limits of the CRM that the project breaks. */
export async function generate(
  { model }: ParsedProject,
  target: TargetId,
  options: GenerateOptions = {},
): Promise<Generated> {
  return (await loadBackend(target)).generate(model, options);
}

/** Compares two states of a project by meaning. */
export function diff(before: ParsedProject, after: ParsedProject): readonly ProcessChange[] {
  return diffProjects(before.model, after.model).changes;
}
