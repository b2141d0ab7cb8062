import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { Client } from './support/client.ts';
import { TestWorkspace } from './support/cursor.ts';

/** How many edits; the long run is made with `SALESFLOW_SOAK=20000`. */
const EDITS = Number(process.env.SALESFLOW_SOAK ?? 300);

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

it(`survives ${EDITS} random edits, and then says what a fresh server says`, { timeout: 3_600_000 }, async () => {
  const workspace = await TestWorkspace.open(FILES);
  const { client } = workspace;
  const next = random(7);
  const names = Object.keys(FILES).filter((name) => name.endsWith('.salesflow'));
  const texts = new Map(names.map((name) => [name, FILES[name] ?? '']));
  const undo: [string, string][] = [];
  const set = async (name: string, text: string) => {
    undo.push([name, texts.get(name) ?? '']);
    texts.set(name, text);
    await client.change(workspace.uri(name), text);
  };
  const onDisk = async (name: string, text: string | undefined) => {
    const file = path.join(workspace.folder, name);
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: workspace.uri(name), type: 2 }],
    });
  };
  let extra = false;
  for (let edit = 0; edit < EDITS; edit++) {
    const name = names[next(names.length)] ?? '';
    const text = texts.get(name) ?? '';
    const at = next(text.length + 1);
    const kind = next(20);
    if (kind < 7) await set(name, text.slice(0, at) + (GARBAGE[next(GARBAGE.length)] ?? '') + text.slice(at));
    else if (kind < 12) await set(name, text.slice(0, at) + text.slice(at + 1 + next(12)));
    else if (kind < 16 && undo.length > 0) {
      const [file, before] = undo.pop() ?? ['', ''];
      texts.set(file, before);
      await client.change(workspace.uri(file), before);
    } else if (kind === 16) await set(name, FILES[name] ?? '');
    else if (kind === 17) {
      extra = !extra;
      await onDisk('extra.salesflow', extra ? 'role AE "Another"\nrole SE "Engineer"\n' : undefined);
    } else if (kind === 18) await onDisk('salesflow.config.json', next(2) === 0 ? '{}' : '{ "extends": "strict" }');
    else
      await client.request('textDocument/completion', {
        textDocument: { uri: workspace.uri(name) },
        position: { line: next(9), character: next(9) },
      });
  }
  // A server that reads the result from disk must come to the same conclusions.
  for (const [name, text] of texts) writeFileSync(path.join(workspace.folder, name), text);
  const fresh = await Client.start({ folders: [workspace.uri('').replace(/\/$/, '')] });
  for (const [name, text] of texts) await fresh.open(workspace.uri(name), text);
  await fresh.request('workspace/symbol', { query: 'x' });
  await new Promise((resolve) => setTimeout(resolve, 2500));
  for (const name of names)
    expect(plain(client.diagnostics.get(workspace.uri(name))), name).toEqual(
      plain(fresh.diagnostics.get(workspace.uri(name))),
    );
  expect(client.log.join('')).toBe('');
  await fresh.stop();
  await workspace.close();
});
