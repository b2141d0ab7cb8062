import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkInBatches } from '../../server/src/cli/batchCheck.ts';
import { Checker } from '../../server/src/cli/checker.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import { defaultConfig } from '../../server/src/standards/config.ts';
import { cleanProcess, warningProcess } from './support.ts';

const root = '/shop';
const today = '2026-06-01';
const config = { ...defaultConfig, extends: 'strict' as const };

type Files = Readonly<Record<string, string>>;

function textsOf(files: Files): Map<string, string> {
  return new Map(Object.entries(files).map(([name, text]) => [pathToFileURL(`${root}/${name}`).href, text]));
}

const plain = (findings: readonly Finding[]) => findings.map(({ fixes: _, ...finding }) => finding);

async function whole(files: Files) {
  return plain((await new Checker(root, config, today).check(textsOf(files))).findings);
}

/** In batches of one or two files. */
async function batched(files: Files) {
  const checked = await checkInBatches({
    root: pathToFileURL(root).href,
    texts: [...textsOf(files)],
    config,
    today,
    batchLength: 1500,
  });
  return checked && plain(checked.findings);
}

/** A process with its own journey under numbered names, and people that all share. */
function numbered(index: number, text: string): string {
  return text
    .replace(/^role.*\n|^persona.*\n/gm, '')
    .replaceAll(/\b(Evaluation|NewBusiness|Aware|Decide|Sizing|Terms)\b/g, `$1${index}`);
}

const people =
  'role AE "Account executive"\nrole SDR "Sales development"\npersona Lead "Head of operations" { buys-as champion }\n';

const many: Files = {
  'people.salesflow': people,
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [
      `p${index}.salesflow`,
      numbered(index, index % 3 === 0 ? cleanProcess : warningProcess),
    ]),
  ),
};

const cases: readonly (readonly [string, Files])[] = [
  ['warnings, and a role that nothing uses', many],
  ['one file', { 'a.salesflow': warningProcess }],
  ['no file', {}],
  [
    'a stuck point that no process helps, in a file of its own',
    {
      ...many,
      'p0.salesflow': many['p0.salesflow']!.replace(/^journey[\s\S]*?\n}\n/m, ''),
      'journey.salesflow': `${/^journey[\s\S]*?\n}\n/m.exec(many['p0.salesflow']!)![0].replace('stuck Terms0', 'stuck Alone "Cannot do it alone"\n    stuck Terms0')}`,
    },
  ],
  [
    'variants in files that sort before and after what they vary',
    {
      ...many,
      'a.salesflow': 'variant Renewal "Renewal" of NewBusiness4 { drop step Terms4 }\n',
      'z.salesflow':
        'variant Large "Large" of NewBusiness4 {\n  change step Discovery { exit { done "The buyer is happy" proof deal.close_on is set } }\n}\n',
      'y.salesflow': 'variant Broken "Broken" of Nothing { drop step X }\n',
    },
  ],
  [
    'two processes, roles and fields of one name',
    {
      ...many,
      'x.salesflow': `${many['p1.salesflow']!.replace('step Discovery', 'step Talk')}role AE "Again"\nobject deal { field amount "Amount" : currency }\n`,
    },
  ],
  [
    'suppressions that hide something, nothing, and what is found across files',
    {
      ...many,
      'people.salesflow': people.replace(
        'role SDR',
        '// salesflow-ignore process/no-unused-declaration: later\nrole SDR',
      ),
      'p1.salesflow': `// salesflow-ignore-file factual/no-feelings: agreed\n${many['p1.salesflow']}`,
      'p2.salesflow': `// salesflow-ignore-file factual/no-jargon: agreed\n${many['p2.salesflow']}`,
      'p3.salesflow': many['p3.salesflow']!.replace('  owner', '  // salesflow-ignore nothing\n  owner'),
    },
  ],
  [
    'unknown names with suggestions from other files',
    { ...many, 'p5.salesflow': many['p5.salesflow']!.replaceAll('Lead', 'Laed').replace('owner AE', 'owner AEE') },
  ],
  [
    'a mistake inside a process',
    { ...many, 'p2.salesflow': many['p2.salesflow']!.replace('exit {', 'exit { done done') },
  ],
  ['a mistake outside of processes', { ...many, 'p2.salesflow': `stage ${many['p2.salesflow']}` }],
  [
    'a byte order mark, CRLF and emoji',
    { ...many, 'p2.salesflow': many['p2.salesflow']!.replaceAll('\n', '\r\n').replaceAll('excited', '😀 excited') },
  ],
  ['a project without processes', { 'people.salesflow': people }],
  [
    'parking places, hand-offs and follow-up processes',
    {
      ...many,
      'p6.salesflow': many['p6.salesflow']!.replace(
        '  won Won',
        '  hold Later "Later" { after 30 days follow-up "Ask again" }\n  hold Unused "Unused"\n  won Won',
      ),
    },
  ],
];

describe('a project that is checked in batches', () => {
  test.each(cases)('finds the same: %s', { timeout: 60_000 }, async (_what, files) => {
    const expected = await whole(files);
    expect(await batched(files)).toEqual(expected);
    if (Object.keys(files).length > 1) expect(expected.length).toBeGreaterThan(0);
  });

  test('is left to the whole check where others see a broken file differently', { timeout: 60_000 }, async () => {
    const broken =
      'process P "P" for Evaluation1 {\n  owner AE\n  step One "One" { helps Sizing1\njourney K "Inner" for Lead {\n  stage B "B" { stuck T "Stuck" }\n}\n}\n}\n';
    const files = { ...many, 'broken.salesflow': broken };
    expect(await batched(files)).toBeUndefined();
  });

  test('is chosen by size, finds the same, and leaves fixes out', { timeout: 120_000 }, async () => {
    const filler = `// ${'x'.repeat(400_000)}\n`;
    const files = Object.fromEntries(Object.entries(many).map(([name, text]) => [name, text + filler]));
    const checker = new Checker(root, config, today);
    const reported = await checker.report(textsOf(files));
    expect(reported.fixesLeftOut).toBe(true);
    expect(plain(reported.findings)).toEqual(await whole(files));
    expect((await checker.report(textsOf(many))).fixesLeftOut).toBeUndefined();
  });
});
