import type { Config } from '../../server/src/standards/config.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import type { PresetName } from '../../server/src/standards/rule.ts';
import type { Opened } from '../../server/src/streamline/apply.ts';
import { config, today } from '../standards/lint.ts';
import { project, ROOT } from '../support/project.ts';

export type Texts = ReadonlyMap<string, string>;

/** Texts by URI of files by name. */
export function textsOf(files: string | Readonly<Record<string, string>>): Texts {
  const byName = typeof files === 'string' ? { 'process.salesflow': files } : files;
  return new Map(Object.entries(byName).map(([name, text]) => [`${ROOT}/${name}`, text]));
}

/** Parses, links and lints texts as a project. */
export function opener(settings: PresetName | Config = 'recommended'): (texts: Texts) => Promise<Opened> {
  const linter = createLinter();
  return async (texts) => {
    const byName = Object.fromEntries([...texts].map(([uri, text]) => [uri.slice(ROOT.length + 1), text]));
    const { model, findings } = await project(byName);
    const linted = linter.lint(model, {
      config: typeof settings === 'string' ? config({ extends: settings }) : settings,
      surface: 'ci',
      today,
    });
    return { model, findings: [...findings, ...linted] };
  };
}
