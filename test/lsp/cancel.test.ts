import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource, LSPErrorCodes, type WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TestWorkspace } from './support/cursor.ts';

const PROCESSES = 80;
const STEPS = 20;

/** So many files that refer to one journey that work on all of them takes a while. */
function bigWorkspace(): Record<string, string> {
  const files: Record<string, string> = {
    'salesflow.config.json': '{}',
    'buyers.salesflow':
      'role AE "Account executive"\npersona Ops "Operations lead" { buys-as champion }\njourney Main "Main journey" for Ops {\n  stage Aware "Aware" { stuck Siz‸ing "Cannot size the cost" }\n}\n',
  };
  for (let p = 0; p < PROCESSES; p++) {
    const steps = Array.from(
      { length: STEPS },
      (_, s) =>
        `  step S${s} "Hold call ${s}" {\n    helps Sizing\n    exit { done "Call held" proof meeting "Call ${s}" held with Ops }\n    otherwise { after 9 days lose as No }\n  }\n`,
    );
    files[`process${p}.salesflow`] =
      `process P${p} "Process ${p}" for Main {\n  owner AE\n${steps.join('')}  won W "Won"\n  lost L "Lost" { reason No "No" }\n}\n`;
  }
  return files;
}

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await TestWorkspace.open(
    bigWorkspace(),
    {
      initializationOptions: { diagnostics: 'pull' },
      capabilities: { textDocument: { diagnostic: {}, publishDiagnostics: {} }, window: { workDoneProgress: true } },
    },
    ['buyers.salesflow'],
  );
  await workspace.request('workspace/diagnostic', { previousResultIds: [] });
}, 120_000);
afterAll(() => workspace.close());

let known = true;
/** Takes away the role that all files name, or brings it back, so that all of them have to be linked anew. */
async function touchEverything(): Promise<void> {
  known = !known;
  const text = workspace.text('buyers.salesflow');
  await workspace.client.change(
    workspace.uri('buyers.salesflow'),
    known ? text : text.replace('role AE "Account executive"', 'role BE "Account executive"'),
  );
}

describe.each([
  ['references', 'textDocument/references', () => ({ ...workspace.cursor(), context: { includeDeclaration: true } })],
  ['rename', 'textDocument/rename', () => ({ ...workspace.cursor(), newName: 'Cost' })],
  ['diagnostics of the workspace', 'workspace/diagnostic', () => ({ previousResultIds: [] })],
])('a request for %s', (name, method, params) => {
  it('says how far it is, ends at once when it is cancelled, and is answered the next time', async () => {
    const { client } = workspace;
    await touchEverything();
    const source = new CancellationTokenSource();
    const workDoneToken = `cancelled ${name}`;
    const asked = client.request(method, { ...params(), workDoneToken }, source.token);
    const ended = asked.then(
      () => 'answered',
      (error: { code: number }) => error.code,
    );
    const told = () => client.progress.get(workDoneToken) ?? [];
    await client.until(() => told().some(({ kind }) => kind === 'report'), `${name} is under way`);
    source.cancel();
    expect(await ended).toBe(LSPErrorCodes.RequestCancelled);
    await client.until(() => told().at(-1)?.kind === 'end', 'the progress ends');
    expect(told()[0]).toMatchObject({ kind: 'begin', cancellable: true });
    expect(Math.max(...told().map(({ percentage }) => percentage ?? 0))).toBeLessThan(100);

    const answer = await client.request(method, params());
    const count =
      method === 'workspace/diagnostic'
        ? (answer as { items: unknown[] }).items.length - 2
        : method === 'textDocument/rename'
          ? Object.keys((answer as WorkspaceEdit).changes ?? {}).length - 1
          : new Set((answer as { uri: string }[]).map(({ uri }) => uri)).size - 1;
    expect(count).toBe(PROCESSES);
  });
});

it('reading the workspace says how far it is and can be cancelled; what was not read follows when it is needed', async () => {
  const files = bigWorkspace();
  for (let i = 0; i < 200; i++)
    files[`more${i}.salesflow`] = Array.from({ length: 40 }, (_, n) => `role R${i}x${n} "Role ${i} ${n}"\n`).join('');
  const other = await TestWorkspace.open(
    files,
    { capabilities: { window: { workDoneProgress: true }, textDocument: { publishDiagnostics: {} } } },
    ['buyers.salesflow'],
  );
  try {
    const { client } = other;
    await client.until(() => client.progress.size > 0, 'the reading begins');
    const [[token, [begin]]] = [...client.progress] as [[string | number, { kind: string }[]]];
    expect(begin).toMatchObject({ kind: 'begin', cancellable: true });
    await client.connection.sendNotification('window/workDoneProgress/cancel', { token });
    await client.until(() => client.progress.get(token)?.at(-1)?.kind === 'end', 'the reading ends');
    expect(await other.request('salesflow/status', {})).toMatchObject({ files: PROCESSES + 201, gaps: 0 });
  } finally {
    await other.close();
  }
});
