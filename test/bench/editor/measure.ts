import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { Client } from '../../lsp/support/client.ts';
import { EDITED } from './workspace.ts';

/** A language server to measure. */
export interface Server {
  /** The script that speaks over standard input and output; without it the built command. */
  readonly script: string | undefined;
  /** Whether the diagnostic says that a name is not declared: with it the server has read and checked the file. */
  isUnknownName(diagnostic: Diagnostic): boolean;
  /** How many keystrokes are measured; the first {@link WARM_UP} before them are not. */
  readonly keystrokes: number;
}

/** What was measured: milliseconds, and `memory` in megabytes. */
export interface Figures {
  readonly firstDiagnostics: number;
  readonly workspaceRead: number;
  readonly keystrokes: readonly number[];
  /** The same while the text has a syntax error. */
  readonly brokenKeystrokes: readonly number[];
  readonly completions: readonly number[];
  /** Of a name used in every file. */
  readonly renames: readonly number[];
  /** Resident at rest; `NaN` where the system does not tell. */
  readonly memory: number;
}

const WARM_UP = 20;
const BROKEN_KEYSTROKES = 60;
const COMPLETIONS = 120;
const RENAMES = 5;
/** How long the slowest server may take to read the workspace, in milliseconds. */
const PATIENCE = 300_000;

/** Opens the folder with the server and edits its long file, whose text is given, as a person would. */
export async function measure(server: Server, folder: string, big: string): Promise<Figures> {
  const { script } = server;
  const client = await Client.start({ folders: [pathToFileURL(folder).href], ...(script ? { script } : {}) });
  try {
    return await use(client, server, pathToFileURL(path.join(folder, EDITED)).href, big);
  } finally {
    await client.stop();
  }
}

async function use(client: Client, server: Server, uri: string, big: string): Promise<Figures> {
  const textDocument = { uri };
  const misspelt = (name: string) => big.replace('helps Stuck0', `helps ${name}`);
  const opened = performance.now();
  await client.open(uri, misspelt('Stuckk0'));
  const isRead = () => client.diagnostics.get(uri)?.some(server.isUnknownName) === true;
  await client.until(isRead, 'an unknown name is reported', PATIENCE);
  const firstDiagnostics = performance.now() - opened;
  await client.request('workspace/symbol', { query: 'S1_1' });
  const workspaceRead = performance.now() - opened;
  await wait(6000);

  const type = async (text: string) => {
    const start = performance.now();
    const before = client.diagnostics.get(uri);
    await client.change(uri, text);
    await client.until(() => client.diagnostics.get(uri) !== before, 'diagnostics are published');
    const took = performance.now() - start;
    await wait(20);
    return took;
  };
  // Each keystroke turns one error on or off.
  const keystrokes: number[] = [];
  for (let i = 0; i < server.keystrokes + WARM_UP; i++)
    keystrokes.push(await type(misspelt(i % 2 === 0 ? `Stuck${'k'.repeat(2 + (i % 7))}0` : 'Stuck0')));
  const brokenKeystrokes: number[] = [];
  for (let i = 0; i < Math.min(BROKEN_KEYSTROKES, server.keystrokes); i++)
    brokenKeystrokes.push(await type(misspelt(i % 2 === 0 ? 'Stuck0\n    own' : 'Stuck0\n    owne')));

  await client.change(uri, big);
  const lines = big.split('\n');
  const completions = await times(COMPLETIONS, (i) => {
    const line = lines.findIndex((text, at) => at > (i * 16) % 1900 && text.includes('helps '));
    return client.request('textDocument/completion', { textDocument, position: { line, character: 10 } });
  });
  const line = lines.findIndex((text) => text.includes('OpsLead'));
  const position = { line, character: (lines[line] ?? '').indexOf('OpsLead') + 2 };
  const renames = await times(RENAMES, (i) =>
    client.request('textDocument/rename', { textDocument, position, newName: `OpsLead${i}` }),
  );
  await wait(20_000);
  return {
    firstDiagnostics,
    workspaceRead,
    keystrokes: keystrokes.slice(WARM_UP),
    brokenKeystrokes,
    completions: completions.slice(WARM_UP),
    renames,
    memory: memoryOf(client.process.pid),
  };
}

/** How long each of so many requests takes, one after the other. */
async function times(count: number, request: (index: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    await request(i);
    took.push(performance.now() - start);
  }
  return took;
}

/** Resident memory of a process in megabytes; `NaN` where the system does not tell. */
function memoryOf(pid: number | undefined): number {
  try {
    const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
