import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  CancellationTokenSource,
  type Diagnostic,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client } from '../support/client.ts';
import { TestWorkspace } from '../support/cursor.ts';

/** A configuration that is being written: what it said before stays in force. */
const BROKEN_CONFIG = '{ "rules": ';
const CONFIGS = [
  '{}',
  '{ "extends": "strict" }',
  '{ "rules": { "exit-criteria/has-exit": "off" } }',
  '{ "targets": ["salesforce"] }',
  '{ "ignore": ["team/", "new1*"] }',
  BROKEN_CONFIG,
];
/** Folders that come, move and go, sometimes with a configuration of their own. */
const FOLDERS = ['team', 'squad', 'squad/node_modules', '.history'];
const GIT_IGNORES = ['team/\n', 'new*\n!new1*\n', 'squad/*\n!squad/moved*\n', '', undefined];
const OWN_CONFIG = '{ "ignore": ["moved2*"] }';
const PEOPLE =
  'role AE "Account executive"\npersona Ops "Operations" { buys-as champion }\njourney J "Journey" for Ops {\n  stage A "Aware" { stuck S "Cannot size it" }\n}\n';
const PROCESS =
  'process P "P" for J {\n  owner AE\n  step One "Hold the call" {\n    helps S\n    exit { done "Call held" proof meeting "Call" held with Ops }\n  }\n  step Two "Follow up" { do "Check in with the champion" }\n  won W "Won"\n}\n';
const START: Readonly<Record<string, string>> = {
  'salesflow.config.json': '{}',
  'people.salesflow': PEOPLE,
  'process.salesflow': PROCESS,
  'variant.salesflow': 'variant V "V" of P when deal.amount > 5 {\n  change step One { within 3 days }\n}\n',
};
const NEW_TEXTS = [
  'role AE "Another"\nrole SE "Engineer"\n',
  PEOPLE,
  PROCESS,
  'process Q "Q" for J { step X "X" { helps S } }\n',
  '',
];
const GARBAGE = [
  ...['{', '}', '"', '"""', '/*', '*/', '\n', '\r\n', '\t', '.', '(', '\u0000', '\ud83d', '😀', '// x\n'],
  ...[
    'step ',
    'helps Nobody\n',
    'process P "again" {\n',
    'deal.amount is ',
    'variant V of V {',
    '// salesflow-ignore\n',
  ],
  ...['<<<<<<< HEAD\n', '=======\n', '>>>>>>> other\n', '{{{{{{{{{{{{{{{{{{{{{{{{', '\u202e', 'any {'],
];
const REQUESTS = [
  ...['completion', 'hover', 'signatureHelp', 'definition', 'implementation', 'documentHighlight', 'prepareRename'],
  ...['documentSymbol', 'foldingRange', 'documentLink', 'codeLens', 'semanticTokens/full', 'linkedEditingRange'],
];
const LONGEST = 2500;
/** Makes the server say how much memory it holds after a collection, when it is asked with a signal. */
const TELLS_MEMORY =
  'data:text/javascript,process.on("SIGUSR2",()=>{gc();process.stderr.write("heap "+process.memoryUsage().heapUsed+"\\n")})';

/** What a soak has shown. */
export interface SoakReport {
  /** How often each kind of edit was made. */
  readonly edits: Readonly<Record<string, number>>;
  /** Diagnostics by file after each fifth of the edits: as the server left them, and as a fresh one says them. */
  readonly checks: readonly { readonly left: FileDiagnostics; readonly fresh: FileDiagnostics }[];
  /** Errors that the server logged or printed; unhandled rejections end its process and so the soak. */
  readonly problems: readonly string[];
  /** Bytes in use after a garbage collection, with the starting texts again, after each fifth of the edits. */
  readonly heap: readonly number[];
}

type FileDiagnostics = Readonly<Record<string, readonly string[]>>;

/** A small generator of random numbers with a seed, so that a failure can be repeated. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** An editor that does anything. */
class Editor {
  readonly edits: Record<string, number> = {};
  /** Files that are open, with the text in the editor. */
  private readonly open = new Map<string, TextDocument>();
  private readonly closed = new Set<string>();
  private readonly undo: [string, string][] = [];
  private readonly workspace: TestWorkspace;
  private readonly next: (below: number) => number;
  private created = 0;

  constructor(workspace: TestWorkspace, next: (below: number) => number) {
    this.workspace = workspace;
    this.next = next;
    for (const [name, text] of Object.entries(START))
      if (name.endsWith('.salesflow')) this.open.set(name, this.document(name, text));
  }

  texts(): ReadonlyMap<string, string> {
    return new Map([...this.open].map(([name, document]) => [name, document.getText()]));
  }

  async edit(): Promise<void> {
    const [kind, act] = this.choose();
    this.edits[kind] = (this.edits[kind] ?? 0) + 1;
    await act();
  }

  private choose(): [string, () => Promise<unknown>] {
    const kind = this.next(100);
    const name = this.pick([...this.open.keys()]);
    const document = this.open.get(name) as TextDocument;
    const length = document.getText().length;
    const at = this.next(length + 1);
    if (length > LONGEST) return ['restore', () => this.replace(name, START[name] ?? PEOPLE)];
    if (kind < 24)
      return ['insert', () => this.change(name, at, at, this.pick([' ', 'a', '1', '\n', '_', 'S', 'AE', '"']))];
    if (kind < 44) return ['delete', () => this.change(name, at, Math.min(length, at + 1 + this.next(12)), '')];
    if (kind < 62) return ['paste of garbage', () => this.change(name, at, at, this.pick(GARBAGE))];
    if (kind < 76) return ['undo', () => this.takeBack()];
    if (kind < 78) return ['restore', () => this.replace(name, START[name] ?? PEOPLE)];
    if (kind < 81) return ['file create', () => this.create()];
    if (kind < 84) return ['file rename', () => this.rename(name)];
    if (kind < 87) return ['file delete', () => this.remove(name)];
    if (kind < 90) return ['config change', () => this.onDisk('salesflow.config.json', this.pick(CONFIGS))];
    if (kind < 91) return ['close', () => this.close(name)];
    if (kind < 92) return ['open', () => this.reopen()];
    if (kind < 93) return ['change on disk', () => this.changeClosed()];
    if (kind < 94) return ['folder move', () => this.moveFolder()];
    if (kind < 95) return ['folder delete', () => this.removeFolder(this.pick(FOLDERS))];
    if (kind < 96) return ['own config', () => this.configureFolder(this.pick(FOLDERS))];
    if (kind < 97) return ['.gitignore', () => this.onDisk('.gitignore', this.pick(GIT_IGNORES))];
    return ['request', () => this.request(name, at)];
  }

  /** Completes the configuration: of what one that is being written said before, a fresh server knows nothing. */
  async completeConfig(): Promise<void> {
    if (readFileSync(this.path('salesflow.config.json'), 'utf8') === BROKEN_CONFIG)
      await this.onDisk('salesflow.config.json', '{ "extends": "strict" }');
  }

  /** Back to the texts of the start, so that memory can be compared. */
  async reset(): Promise<void> {
    for (const name of [...this.open.keys(), ...this.closed]) if (!(name in START)) await this.gone(name);
    for (const folder of FOLDERS) await this.removeFolder(folder);
    await this.onDisk('.gitignore', undefined);
    for (const [name, text] of Object.entries(START)) {
      if (this.open.has(name)) await this.replace(name, text);
      else if (name.endsWith('.salesflow')) {
        writeFileSync(this.path(name), text);
        await this.show(name, text);
      } else await this.onDisk(name, text);
    }
    this.undo.length = 0;
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[this.next(choices.length)] as T;
  }

  private document(name: string, text: string, version = 1): TextDocument {
    return TextDocument.create(this.workspace.uri(name), 'salesflow', version, text);
  }

  private path(name: string): string {
    return path.join(this.workspace.folder, name);
  }

  private notify(method: string, params: object): Promise<void> {
    return this.workspace.client.connection.sendNotification(method, params);
  }

  private watched(...changes: readonly { readonly uri: string; readonly type: number }[]): Promise<void> {
    return this.notify('workspace/didChangeWatchedFiles', { changes });
  }

  private async change(name: string, start: number, end: number, text: string): Promise<void> {
    const before = this.open.get(name) as TextDocument;
    const old = before.getText();
    const contentChanges: TextDocumentContentChangeEvent[] = [
      { range: { start: before.positionAt(start), end: before.positionAt(end) }, text },
    ];
    const version = before.version + 1;
    this.undo.push([name, old]);
    if (this.undo.length > 50) this.undo.shift();
    this.open.set(name, TextDocument.update(before, contentChanges, version));
    await this.notify('textDocument/didChange', { textDocument: { uri: before.uri, version }, contentChanges });
  }

  private async replace(name: string, text: string): Promise<void> {
    const version = (this.open.get(name)?.version ?? 1) + 1;
    this.open.set(name, this.document(name, text, version));
    await this.notify('textDocument/didChange', {
      textDocument: { uri: this.workspace.uri(name), version },
      contentChanges: [{ text }],
    });
  }

  private async takeBack(): Promise<void> {
    const [name, text] = this.undo.pop() ?? ['', ''];
    if (this.open.has(name)) await this.replace(name, text);
  }

  private async show(name: string, text: string): Promise<void> {
    this.closed.delete(name);
    this.open.set(name, this.document(name, text));
    await this.workspace.client.open(this.workspace.uri(name), text);
  }

  private async onDisk(name: string, text: string | undefined): Promise<void> {
    const was = existsSync(this.path(name));
    if (text === undefined) rmSync(this.path(name), { force: true });
    else writeFileSync(this.path(name), text);
    const type = text === undefined ? 3 : was ? 2 : 1;
    await this.watched({ uri: this.workspace.uri(name), type });
  }

  private async create(): Promise<void> {
    if (this.open.size + this.closed.size > 8) return this.gone(this.pick([...this.closed, ...this.open.keys()]));
    const name = this.place(`new${this.created++ % 12}.salesflow`);
    const text = this.pick(NEW_TEXTS);
    if (this.open.has(name)) return this.replace(name, text);
    await this.onDisk(name, text);
    await this.notify('workspace/didCreateFiles', { files: [{ uri: this.workspace.uri(name) }] });
    this.closed.add(name);
    if (this.next(2) === 0) await this.show(name, text);
  }

  private async rename(name: string): Promise<void> {
    const other = this.place(`moved${this.created++ % 12}.salesflow`);
    const text = this.open.get(name)?.getText() ?? '';
    if (this.open.has(other) || this.closed.has(other)) return;
    // Editors save before they move.
    writeFileSync(this.path(name), text);
    renameSync(this.path(name), this.path(other));
    this.open.delete(name);
    await this.workspace.client.close(this.workspace.uri(name));
    await this.show(other, text);
    await this.notify('workspace/didRenameFiles', {
      files: [{ oldUri: this.workspace.uri(name), newUri: this.workspace.uri(other) }],
    });
    const changes = [
      { uri: this.workspace.uri(name), type: 3 },
      { uri: this.workspace.uri(other), type: 1 },
    ];
    await this.watched(...changes);
  }

  private async remove(name: string): Promise<void> {
    if (this.open.size > 1) await this.gone(name);
  }

  /** The name in one of the folders, or in none. */
  private place(name: string): string {
    if (this.next(2) === 0) return name;
    const folder = this.pick(FOLDERS);
    mkdirSync(this.path(folder), { recursive: true });
    return `${folder}/${name}`;
  }

  /** Closes a file, saved or not. */
  private async close(name: string): Promise<void> {
    if (this.open.size === 1) return;
    if (this.next(2) === 0) await this.onDisk(name, this.open.get(name)?.getText());
    this.open.delete(name);
    await this.workspace.client.close(this.workspace.uri(name));
    if (existsSync(this.path(name))) this.closed.add(name);
  }

  private async reopen(): Promise<void> {
    if (this.closed.size === 0) return;
    const name = this.pick([...this.closed]);
    await this.show(name, readFileSync(this.path(name), 'utf8'));
  }

  private async changeClosed(): Promise<void> {
    if (this.closed.size > 0) await this.onDisk(this.pick([...this.closed]), this.pick(NEW_TEXTS));
  }

  /** Moves a folder as editors do, which tell of the files in it before, after or not at all. */
  private async moveFolder(): Promise<void> {
    const from = this.pick(FOLDERS.filter((folder) => existsSync(this.path(folder))).concat('none'));
    const to = this.pick(FOLDERS);
    if (from === 'none' || `${to}/`.startsWith(`${from}/`) || `${from}/`.startsWith(`${to}/`)) return;
    await this.removeFolder(to);
    // All that is open is in there.
    if (existsSync(this.path(to))) return;
    const moved = (name: string) => to + name.slice(from.length);
    const shown = [...this.open.keys()].filter((name) => name.startsWith(`${from}/`));
    const inside = [...shown, ...[...this.closed].filter((name) => name.startsWith(`${from}/`))];
    for (const name of shown) writeFileSync(this.path(name), this.open.get(name)?.getText() ?? '');
    mkdirSync(path.dirname(this.path(to)), { recursive: true });
    renameSync(this.path(from), this.path(to));
    const watched = [...inside, `${from}/salesflow.config.json`].flatMap((name) => [
      { uri: this.workspace.uri(name), type: 3 },
      { uri: this.workspace.uri(moved(name)), type: 1 },
    ]);
    const order = this.next(3);
    if (order === 0) await this.watched(...watched);
    for (const name of shown) {
      const text = this.open.get(name)?.getText() ?? '';
      this.open.delete(name);
      await this.workspace.client.close(this.workspace.uri(name));
      await this.show(moved(name), text);
    }
    const [oldUri, newUri] = [this.workspace.uri(from), this.workspace.uri(to)];
    if (this.next(2) === 0) await this.notify('workspace/didRenameFiles', { files: [{ oldUri, newUri }] });
    else await this.watched({ uri: oldUri, type: 3 }, { uri: newUri, type: 1 });
    if (order === 1) await this.watched(...watched);
    for (const name of inside) if (this.closed.delete(name)) this.closed.add(moved(name));
  }

  private async removeFolder(folder: string): Promise<void> {
    const inside = (name: string) => name.startsWith(`${folder}/`);
    if (!existsSync(this.path(folder)) || [...this.open.keys()].every(inside)) return;
    rmSync(this.path(folder), { recursive: true });
    if (this.next(2) === 0)
      await this.notify('workspace/didDeleteFiles', { files: [{ uri: this.workspace.uri(folder) }] });
    else await this.watched({ uri: this.workspace.uri(folder), type: 3 });
    for (const name of [...this.open.keys()].filter(inside)) {
      this.open.delete(name);
      await this.workspace.client.close(this.workspace.uri(name));
    }
    for (const name of [...this.closed].filter(inside)) this.closed.delete(name);
  }

  /** Gives a folder a configuration of its own, or takes it away. */
  private async configureFolder(folder: string): Promise<void> {
    const name = `${folder}/salesflow.config.json`;
    if (existsSync(this.path(folder))) await this.onDisk(name, existsSync(this.path(name)) ? undefined : OWN_CONFIG);
  }

  private async gone(name: string): Promise<void> {
    if (this.open.delete(name)) await this.workspace.client.close(this.workspace.uri(name));
    this.closed.delete(name);
    await this.onDisk(name, undefined);
    await this.notify('workspace/didDeleteFiles', { files: [{ uri: this.workspace.uri(name) }] });
    if (this.open.size === 0) await this.show('people.salesflow', PEOPLE);
  }

  /** Asks for anything, sometimes without waiting for the answer. */
  private async request(name: string, at: number): Promise<void> {
    const document = this.open.get(name) as TextDocument;
    const source = new CancellationTokenSource();
    const [method, params] =
      this.next(6) === 0
        ? ['salesflow/preview', { uri: document.uri }]
        : [
            `textDocument/${this.pick(REQUESTS)}`,
            { textDocument: { uri: document.uri }, position: document.positionAt(at) },
          ];
    const answer = this.workspace.client.request(method, params, source.token).catch((error: { code: number }) => {
      // Refusals, such as to rename what is built in, are answers; an error inside the server is not.
      if (error.code === -32603 || error.code === -32601) throw error;
    });
    if (this.next(4) === 0) source.cancel();
    await answer;
  }
}

/** Edits a workspace at random, and compares what the server then says with what a fresh one says, five times. */
export async function soak(count: number, seed: number, say: (line: string) => void = () => {}): Promise<SoakReport> {
  const workspace = await TestWorkspace.open(START, {
    nodeArguments: ['--expose-gc', '--import', TELLS_MEMORY],
  });
  const { client } = workspace;
  try {
    const editor = new Editor(workspace, randomNumbers(seed));
    const checks: SoakReport['checks'][number][] = [];
    const problems: string[] = [];
    const heap: number[] = [];
    const fifth = Math.ceil(count / 5);
    for (let edit = 1; edit <= count; edit++) {
      await Promise.race([editor.edit(), client.died]);
      if (edit % fifth !== 0 && edit < count) continue;
      await editor.completeConfig();
      checks.push(await compared(workspace, editor, problems));
      await editor.reset();
      heap.push(await heapUsed(client));
      const { left, fresh } = checks.at(-1) as SoakReport['checks'][number];
      const found = `${Object.values(left).flat().length} diagnostics, ${isDeepStrictEqual(left, fresh) ? 'the same as' : 'DIFFERENT from'} a fresh server's`;
      say(`${edit} edits: ${found}; ${((heap.at(-1) as number) / 1e6).toFixed(1)} MB`);
    }
    const log = client.log.filter((line) => !/^heap \d+\n$/.test(line));
    return { edits: editor.edits, checks, problems: [...problems, ...client.problems, ...log], heap };
  } finally {
    await workspace.close();
  }
}

/** What the server says of the texts as they are, and what a server says that has seen nothing else. */
async function compared(
  workspace: TestWorkspace,
  editor: Editor,
  problems: string[],
): Promise<SoakReport['checks'][number]> {
  const { client } = workspace;
  const fresh = await Client.start({ folders: [workspace.uri('').replace(/\/$/, '')] });
  for (const [name, text] of editor.texts()) await fresh.open(workspace.uri(name), text);
  const said = () => ({ left: saidBy(client), fresh: saidBy(fresh) });
  // Both have to be done: the same several times in a row, or different for half a minute.
  let same = 0;
  for (let attempt = 0; attempt < 60 && same < 4; attempt++) {
    await Promise.all([client, fresh].map((each) => each.request('workspace/symbol', { query: 'x' })));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const both = said();
    same = isDeepStrictEqual(both.left, both.fresh) ? same + 1 : 0;
  }
  const both = said();
  problems.push(...fresh.problems, ...fresh.log);
  await fresh.stop();
  return both;
}

/** Waits until the server has nothing left to do, then asks what it holds. */
async function heapUsed(client: Client): Promise<number> {
  await client.request('workspace/symbol', { query: 'x' });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  client.log.length = 0;
  client.process.kill('SIGUSR2');
  const told = () => /^heap (\d+)$/m.exec(client.log.join(''))?.[1];
  await client.until(() => told() !== undefined, 'the server tells its memory');
  return Number(told());
}

function saidBy(client: Client): Record<string, string[]> {
  const said: Record<string, string[]> = {};
  for (const uri of [...client.diagnostics.keys()].sort()) {
    const lines = (client.diagnostics.get(uri) ?? []).map(inWords).sort();
    if (lines.length > 0) said[uri.slice(uri.indexOf('/salesflow-lsp-'))] = lines;
  }
  return said;
}

function inWords({ range: { start, end }, severity, code, message }: Diagnostic): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${severity} ${String(code)} ${message}`;
}
