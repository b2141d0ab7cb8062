import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type InputText, openDigested, openWorkspace, type Workspace } from '../../server/src/model/workspace.ts';

const ROOT = 'file:///project';
const examples = path.resolve(import.meta.dirname, '../../examples');

/** All that is known of a project, as data. */
function all(workspace: Workspace) {
  const { file, element, files, ...model } = workspace.model(ROOT);
  const findings = workspace.documentsOf(ROOT).flatMap((document) => workspace.languageFindings(document));
  return {
    model,
    files: files.map(({ uri, text, positionAt }) => [uri, text, positionAt(text.length)]),
    found: model.processes.flatMap(({ steps }) => steps.map(({ id }) => [element(id)?.id, file(ROOT)])),
    findings: findings.map(({ fixes, ...finding }) => ({ ...finding, fixes: fixes() })),
  };
}

const texts = (files: Readonly<Record<string, string>>): InputText[] =>
  Object.entries(files).map(([name, text]) => ({ uri: `${ROOT}/${name}`, text }));

async function expectSame(input: readonly InputText[]): Promise<void> {
  expect(all(await openDigested(input, [ROOT]))).toEqual(all(await openWorkspace(input, [ROOT])));
}

const PEOPLE =
  'role AE "Account executive"\npersona Ops "Operations" { buys-as champion }\njourney J "Journey" for Ops {\n  stage A "Aware" { stuck S "Cannot size it" }\n}\n';

test.each(readdirSync(examples).filter((name) => name !== 'drafts'))('the example %s', async (name) => {
  const folder = path.join(examples, name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.salesflow'));
  await expectSame(
    texts(Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]))),
  );
});

test('variants whose base is in another file, before and after them', async () => {
  const base = 'process P "P" for J { owner AE step One "One" { helps S } step Two "Two" { helps S } won W "W" }\n';
  const variant = (name: string) => `variant ${name} "V" of P { drop step Two change step One { within 3 days } }\n`;
  await expectSame(
    texts({ 'a.salesflow': variant('V1'), 'b.salesflow': base, 'c.salesflow': variant('V2'), 'p.salesflow': PEOPLE }),
  );
  await expectSame(texts({ 'a.salesflow': `${variant('V1')}process X of Nothing {`, 'p.salesflow': PEOPLE }));
});

test('names declared twice, and names that do not exist', async () => {
  await expectSame(
    texts({
      'a.salesflow': `${PEOPLE}process P "P" for Nowhere { owner AE step One "One" { helps S, T } won W "W" }`,
      'b.salesflow': `${PEOPLE}process P "P" for J { owner BDR step One "One" { helps J.S } won W "W" opens P }`,
    }),
  );
});

test('a declaration that a broken process seems to hold is seen by other files', async () => {
  const broken = `process P "P" for J {\n  owner AE\n  step One "One" { helps S\njourney K "Inner" for Ops {\n  stage B "B" { stuck T "Stuck" }\n}\n}\n}\n`;
  const user = 'process Q "Q" for K { owner AE step One "One" { helps T } won W "W" }\n';
  for (const [first, second] of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    const input = texts({ [`${first}.salesflow`]: broken, [`${second}.salesflow`]: user, 'p.salesflow': PEOPLE });
    const { findings } = all(await openDigested(input, [ROOT]));
    expect(findings.map(({ rule }) => rule)).not.toContain('language/unknown-name');
    await expectSame(input);
  }
});
