import { performance } from 'node:perf_hooks';
import { openWorkspace } from '../../server/src/model/workspace.ts';
import { textsAnalysed } from '../../server/src/prose/read.ts';
import { parseConfig } from '../../server/src/standards/config.ts';
import { createLinter } from '../../server/src/standards/linter.ts';

/**
 * One file of 5,000 steps in one process: parsing and linking, the model, the language's own checks, and linting with
 * all rules, as times and as ratios to parsing and linking. Each text is different, so nothing is read from a cache.
 */
const STEPS = Number(process.argv[2] ?? 5000);
const ROOT = 'file:///bench';

function text(): string {
  const stages = Array.from(
    { length: 50 },
    (_, stage) =>
      `  stage S${stage} "Stage ${stage}" {\n${Array.from({ length: 10 }, (_, point) => `    stuck P${stage}_${point} "Cannot do part ${stage}.${point} alone"\n`).join('')}  }\n`,
  ).join('');
  const steps = Array.from(
    { length: STEPS },
    (_, step) => `  step X${step} "Agree part ${step} of the plan" {
    helps P${step % 50}_${step % 10}
    do "Review part ${step} with the operations lead"
    exit {
      done "Review of part ${step} held" proof meeting "Review ${step}" held with Lead
      commit "Lead books review ${step + 1}" proof meeting "Review ${step + 1}" scheduled with Lead
    }
    otherwise { after 5 days follow-up "Send the notes of ${step}" }
  }
`,
  ).join('');
  return `role AE "AE"\npersona Lead "Lead" { buys-as champion }\njourney J "J" for Lead {\n${stages}}\nprocess P "P" for J {\n  owner AE\n${steps}  won W "Won"\n  lost L "Lost" { reason R "No" }\n}\n`;
}

const source = text();
const time = async <Value>(work: () => Value | Promise<Value>): Promise<[Value, number]> => {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
};

const [workspace, parsing] = await time(() => openWorkspace([{ uri: `${ROOT}/p.salesflow`, text: source }], [ROOT]));
const [model, modelling] = await time(() => workspace.model(ROOT));
const [, checking] = await time(() =>
  workspace.documentsOf(ROOT).flatMap((document) => workspace.languageFindings(document)),
);
const { config } = parseConfig('{}');
const linter = createLinter();
const lint = () => linter.lint(model, { config, surface: 'ci', today: '2026-01-01' });
const [, linting] = await time(lint);
const [, again] = await time(lint);

/** Lints the text in the same workspace as an editor does, and counts the texts whose wording had to be read. */
const edited = async (change: (text: string) => string): Promise<[texts: number, milliseconds: number]> => {
  await workspace.replace([{ uri: `${ROOT}/p.salesflow`, text: change(source) }]);
  const after = workspace.model(ROOT);
  const known = textsAnalysed();
  const [, took] = await time(() => linter.lint(after, { config, surface: 'ci', today: '2026-01-01' }));
  return [textsAnalysed() - known, took];
};
const all = textsAnalysed();
const [moved] = await edited((text) => `// a line more\n${text}`);
const [reworded, rewording] = await edited((text) =>
  text.replace('"Review of part 7 held"', '"Review of part seven held with the lead"'),
);

const base = parsing;
const row = (name: string, milliseconds: number) =>
  console.log(
    `${name.padEnd(48)} ${milliseconds.toFixed(0).padStart(6)} ms   ${(milliseconds / base).toFixed(2)} × parse and link`,
  );
console.log(`${STEPS} steps, ${source.split('\n').length} lines, ${(source.length / 1e6).toFixed(1)} MB`);
row('parse and link', parsing);
row('model', modelling);
row('syntax, names and types', checking);
row('all rules, first time', linting);
row('all rules again, nothing changed', again);
row('parse, link, model, checks and rules', parsing + modelling + checking + linting);
row('all rules, one criterion reworded', rewording);
console.log(
  `texts whose wording was read: ${all} at first, ${moved} after a line was added, ${reworded} after one was reworded`,
);
console.log(
  `memory ${Math.round(process.memoryUsage().rss / 1e6)} MB resident, ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB heap`,
);
