import { type Config, defaultConfig, type RuleSettings } from '../../server/src/standards/config.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import type { PresetName } from '../../server/src/standards/rule.ts';
import { project } from '../support/project.ts';

/** The day on which all tests happen. */
export const today = '2026-11-23';

/** A configuration with some settings changed. */
export function config(changes: Partial<Config> & { readonly rules?: RuleSettings } = {}): Config {
  return { ...defaultConfig, ...changes };
}

export interface Linted {
  readonly rule: string;
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  /** The words the finding stands at. */
  readonly at: string;
}

/** Lints text and tells what was found in readable form; fails on syntax errors in the test's own text. */
export async function lint(
  files: string | Readonly<Record<string, string>>,
  settings: PresetName | Config = 'recommended',
): Promise<Linted[]> {
  const { model, findings } = await project(files);
  if (findings.length > 0) throw new Error(`The test's text is wrong: ${findings[0]!.message}`);
  const found = createLinter().lint(model, {
    config: typeof settings === 'string' ? config({ extends: settings }) : settings,
    surface: 'ci',
    today,
  });
  return found.map(({ rule, severity, path, message, span }) => ({
    rule,
    severity,
    path,
    message,
    at: model.file(span.uri)!.text.slice(span.start, span.end),
  }));
}

/** The ids of the rules that found something, each as often as it did. */
export async function rulesFound(
  files: string | Readonly<Record<string, string>>,
  settings?: PresetName | Config,
): Promise<string[]> {
  return (await lint(files, settings)).map((finding) => finding.rule);
}
