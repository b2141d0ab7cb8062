import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { TestWorkspace } from './support/cursor.ts';

let workspace: TestWorkspace;
let other: TestWorkspace | undefined;
afterEach(async () => {
  await workspace.close();
  await other?.close();
  other = undefined;
});

const shown = (of: TestWorkspace, name: string) =>
  (of.client.diagnostics.get(of.uri(name)) ?? [])
    .map(({ range, code, message, relatedInformation }) => [
      range,
      code,
      message,
      relatedInformation?.map(({ location }) => location.range),
    ])
    .map((parts) => JSON.stringify(parts))
    .sort();

const PEOPLE = 'role AE "Account executive"\npersona Ops "Operations" { buys-as champion }\n';
const process = (name: string, label: string) => `process ${name} "${name}" for J {
  owner AE
  step One "${label}" {
    helps S, S2
    do "Send the plan to operations"
    exit { done "Ops feels good about it" proof meeting "Call" held with Ops }
  }
  step Two "${label} again" {
    helps S
    do "Send the plan to operations"
    exit { done "Plan sent to operations" proof email "Plan" sent to Ops }
  }
}
`;
const FILE = `journey J "Journey" for Ops {\n  stage A "Aware" { stuck S "Cannot size it" stuck S2 "Cannot price it" }\n}\n${process('P', 'Hold the call')}\n// between\n${process('Q', 'Hold the review')}${process('R', 'Hold the demo')}`;

it('findings of declarations that an edit moves move with them, and equal those of a fresh server', async () => {
  workspace = await TestWorkspace.open({ 'people.salesflow': PEOPLE, 'a.salesflow': FILE });
  const uri = workspace.uri('a.salesflow');
  await workspace.client.found(uri, 'process/has-outcomes');
  const edits: ((text: string) => string)[] = [
    (text) => text.replace('"Cannot size it"', '"Cannot size it,\nnor pay it"'),
    (text) => text.replace('owner AE\n', 'owner AE\n\n  // two lines more\n'),
    (text) => text.replace('stuck S2 "Cannot price it"', ''),
    (text) => text.replace('nor pay it"', 'nor pay it" stuck S2 "New"'),
    (text) => text.replace('// two lines more', 'owne'),
    (text) => text.replace('owne\n', ''),
    (text) => text.replace('step Two "Hold the call again"', 'step Three "Hold the call again"'),
  ];
  let text = FILE;
  for (const edit of edits) {
    text = edit(text);
    await workspace.client.change(uri, text);
    await workspace.client.request('workspace/symbol', { query: '' });
  }
  other = await TestWorkspace.open({ 'people.salesflow': PEOPLE, 'a.salesflow': text });
  const fresh = other;
  await fresh.client.found(fresh.uri('a.salesflow'), 'process/has-outcomes');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const here = shown(workspace, 'a.salesflow');
  expect(here.length).toBeGreaterThan(10);
  expect(here.join()).toContain('required/no-redundant-step');
  expect(here).toEqual(shown(fresh, 'a.salesflow'));
});

it('a declaration that a broken, closed process seems to hold is seen by other files', async () => {
  const user = 'process Q "Q" for K { owner AE step One "One" { helps T } won W "W" }\n';
  workspace = await TestWorkspace.open({ 'people.salesflow': PEOPLE, 'z.salesflow': user });
  const uri = workspace.uri('z.salesflow');
  await workspace.client.found(uri, 'language/unknown-name');
  writeFileSync(
    path.join(workspace.folder, 'a.salesflow'),
    'process P "P" {\n  owner AE\n  step One "One" { do "Call"\njourney K "Inner" for Ops {\n  stage B "B" { stuck T "Stuck" }\n}\n}\n}\n',
  );
  await workspace.client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: workspace.uri('a.salesflow'), type: 1 }],
  });
  const known = () => !shown(workspace, 'z.salesflow').some((line) => line.includes('language/unknown-name'));
  await workspace.client.until(known, 'the journey is known');
  // Long enough for the syntax tree of the closed file to be let go.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await workspace.client.change(uri, `${user}// more\n`);
  await workspace.client.request('workspace/symbol', { query: 'One' });
  expect(known()).toBe(true);
});
