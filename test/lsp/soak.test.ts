import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { Client } from './support/client.ts';
import { TestWorkspace } from './support/cursor.ts';

/** How many edits; `npm run soak` makes the long run, and another one with another SALESFLOW_SEED. */
const EDITS = Number(process.env.SALESFLOW_SOAK ?? 300);
const SEED = Number(process.env.SALESFLOW_SEED ?? 7);

const FILES: Readonly<Record<string, string>> = {
  'salesflow.config.json': '{}',
  'people.salesflow':
    'role AE "Account executive"\npersona Ops "Operations" { buys-as champion }\njourney J "Journey" for Ops {\n  stage A "Aware" { stuck S "Cannot size it" }\n}\n',
  'a.salesflow':
    'process P "P" for J {\n  owner AE\n  step One "Hold the call" {\n    helps S\n    exit { done "Call held" proof meeting "Call" held with Ops }\n  }\n  won W "Won"\n}\n',
  'b.salesflow': 'variant V "V" of P when deal.amount > 5 {\n  change step One { within 3 days }\n}\n',
};
const GARBAGE = [
  '{',
  '}',
  '"',
  '"""',
  '/*',
  'step ',
  'helps Nobody\n',
  'process P "again" {\n',
  '\u0000',
  '😀',
  '// x\n',
  '<<<<<<< HEAD\n',
  'deal.amount is ',
];

/** A small generator of random numbers with a seed, so that a failure can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const plain = (diagnostics: readonly Diagnostic[] | undefined) =>
  (diagnostics ?? [])
    .map(({ code, message, range }) => `${range.start.line}:${range.start.character} ${String(code)} ${message}`)
    .sort();

/** Resident memory of a process in megabytes; `undefined` where the system does not tell. */
function memoryOf(pid: number | undefined): number | undefined {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

it(`survives ${EDITS} random edits, and then says what a fresh server says`, { timeout: 3_600_000 }, async () => {
  const workspace = await TestWorkspace.open(FILES);
  const { client } = workspace;
  const next = random(SEED);
  const texts = new Map(Object.entries(FILES).filter(([name]) => name.endsWith('.salesflow')));
  const pick = () => [...texts.keys()][next(texts.size)] ?? '';
  const undo: [string, string][] = [];
  const done = new Map<string, number>();
  const memory: number[] = [];
  const set = async (name: string, text: string) => {
    undo.push([name, texts.get(name) ?? '']);
    if (undo.length > 50) undo.shift();
    // A text that only ever grows would say nothing about the server.
    texts.set(name, text.slice(0, 4000));
    await client.change(workspace.uri(name), texts.get(name) ?? '');
  };
  const onDisk = async (name: string, text: string | undefined) => {
    const file = path.join(workspace.folder, name);
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: workspace.uri(name), type: text === undefined ? 3 : 2 }],
    });
  };
  const rename = async (name: string, newName: string) => {
    const text = texts.get(name) ?? '';
    texts.delete(name);
    texts.set(newName, text);
    undo.length = 0;
    await client.close(workspace.uri(name));
    await onDisk(newName, text);
    await onDisk(name, undefined);
    await client.connection.sendNotification('workspace/didRenameFiles', {
      files: [{ oldUri: workspace.uri(name), newUri: workspace.uri(newName) }],
    });
    await client.open(workspace.uri(newName), text);
  };
  let extra = false;
  let renames = 0;
  const edits: Readonly<Record<string, (name: string, text: string, at: number) => Promise<unknown>>> = {
    insert: (name, text, at) => set(name, text.slice(0, at) + 'abc "{} \n.'[next(10)] + text.slice(at)),
    delete: (name, text, at) => set(name, text.slice(0, at) + text.slice(at + 1 + next(12))),
    garbage: (name, text, at) => set(name, text.slice(0, at) + GARBAGE[next(GARBAGE.length)] + text.slice(at)),
    paste: (name, text, at) => {
      const other = texts.get(pick()) ?? '';
      const from = next(other.length + 1);
      return set(name, text.slice(0, at) + other.slice(from, from + next(200)) + text.slice(at));
    },
    undo: async () => {
      const [file, before] = undo.pop() ?? [];
      if (file === undefined || before === undefined) return;
      texts.set(file, before);
      await client.change(workspace.uri(file), before);
    },
    restore: (name) => set(name, FILES[name.replace(/-\d+/, '')] ?? ''),
    'create or delete a file': () => {
      extra = !extra;
      return onDisk('extra.salesflow', extra ? 'role AE "Another"\nrole SE "Engineer"\n' : undefined);
    },
    rename: (name) => rename(name, name.replace(/(-\d+)?\.salesflow$/, `-${++renames}.salesflow`)),
    configuration: () => onDisk('salesflow.config.json', next(2) === 0 ? '{}' : '{ "extends": "strict" }'),
    completion: (name) =>
      client.request('textDocument/completion', {
        textDocument: { uri: workspace.uri(name) },
        position: { line: next(9), character: next(9) },
      }),
  };
  const kinds = [
    ...Array<string>(4).fill('insert'),
    ...Array<string>(5).fill('delete'),
    ...Array<string>(3).fill('garbage'),
    ...Array<string>(4).fill('undo'),
    ...Array<string>(2).fill('restore'),
    'paste',
    'create or delete a file',
    'rename',
    'configuration',
    'completion',
  ];
  for (let edit = 0; edit < EDITS; edit++) {
    const name = pick();
    const text = texts.get(name) ?? '';
    const kind = kinds[next(kinds.length)] ?? '';
    done.set(kind, (done.get(kind) ?? 0) + 1);
    await edits[kind]?.(name, text, next(text.length + 1));
    if (edit % Math.ceil(EDITS / 20) === 0) {
      // Nothing is behind, so that what is measured is what is kept.
      await client.request('workspace/symbol', { query: 'x' });
      memory.push(memoryOf(client.process.pid) ?? 0);
    }
  }
  // A server that reads the result from disk must come to the same conclusions.
  for (const [name, text] of texts) writeFileSync(path.join(workspace.folder, name), text);
  const fresh = await Client.start({ folders: [workspace.uri('').replace(/\/$/, '')] });
  for (const [name, text] of texts) await fresh.open(workspace.uri(name), text);
  for (const server of [client, fresh]) await server.request('workspace/symbol', { query: 'x' });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  for (const name of texts.keys())
    expect(plain(client.diagnostics.get(workspace.uri(name))), name).toEqual(
      plain(fresh.diagnostics.get(workspace.uri(name))),
    );
  expect(client.log.join('')).toBe('');
  if (EDITS >= 5000) {
    console.log([...done].map(([kind, count]) => `${kind}: ${count}`).join(', '));
    console.log(`memory in MB, twenty times on the way: ${memory.map((value) => value.toFixed(0)).join(' ')}`);
    // Garbage comes and goes by some tens of megabytes; what leaks would add up from quarter to quarter.
    expect(middle(memory.slice(15))).toBeLessThan(middle(memory.slice(5, 10)) * 1.3);
  }
  await fresh.stop();
  await workspace.close();
});
