import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { URI } from 'langium';
import type { Position, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client, type ClientOptions } from './client.ts';

/** A place in a file of a test: what a request about a position sends. */
export interface Cursor {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** A workspace on disk with a server, made of texts in which `‸` or `‸1`, `‸2` mark cursors. */
export class TestWorkspace {
  readonly client: Client;
  readonly folder: string;
  private readonly cursors: ReadonlyMap<string, Cursor>;
  private readonly texts: ReadonlyMap<string, string>;

  private constructor(
    client: Client,
    folder: string,
    cursors: ReadonlyMap<string, Cursor>,
    texts: ReadonlyMap<string, string>,
  ) {
    this.client = client;
    this.folder = folder;
    this.cursors = cursors;
    this.texts = texts;
  }

  /** Writes the files, starts a server on their folder and opens the `.salesflow` files, or only those `opened`. */
  static async open(
    files: Readonly<Record<string, string>>,
    options: ClientOptions = {},
    opened: readonly string[] = Object.keys(files),
  ): Promise<TestWorkspace> {
    const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-lsp-'));
    const cursors = new Map<string, Cursor>();
    const texts = new Map<string, string>();
    for (const [name, marked] of Object.entries(files)) {
      const uri = URI.file(path.join(folder, name)).toString();
      let text = '';
      for (const part of marked.split(/(‸\d?)/)) {
        if (!part.startsWith('‸')) text += part;
        else cursors.set(part.slice(1), { textDocument: { uri }, position: positionAtEnd(text) });
      }
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
      texts.set(name, text);
    }
    const client = await Client.start({ folders: [URI.file(folder).toString()], ...options });
    const workspace = new TestWorkspace(client, folder, cursors, texts);
    for (const [name, text] of texts)
      if (name.endsWith('.salesflow') && opened.includes(name)) await client.open(workspace.uri(name), text);
    return workspace;
  }

  uri(name: string): string {
    return URI.file(path.join(this.folder, name)).toString();
  }

  text(name: string): string {
    return this.texts.get(name) ?? '';
  }

  cursor(mark = ''): Cursor {
    const cursor = this.cursors.get(mark);
    if (!cursor) throw new Error(`There is no cursor ‸${mark} in the files.`);
    return cursor;
  }

  /** The place of `‸` in the first such words of a file, as in `at('sale.salesflow', 'helps Siz‸ing')`. */
  at(name: string, marked: string): Cursor {
    const [before = '', after = ''] = marked.split('‸');
    const start = this.text(name).indexOf(before + after);
    if (start < 0) throw new Error(`"${before}${after}" is not in ${name}.`);
    return {
      textDocument: { uri: this.uri(name) },
      position: positionAtEnd(this.text(name).slice(0, start + before.length)),
    };
  }

  /** The texts of all files that an edit changes, afterwards. */
  applied({ changes = {} }: WorkspaceEdit): Record<string, string> {
    return Object.fromEntries(
      Object.entries(changes).map(([uri, edits]) => {
        const name = decodeURIComponent(uri.slice(URI.file(this.folder).toString().length + 1));
        return [name, TextDocument.applyEdits(TextDocument.create(uri, '', 0, this.text(name)), edits)];
      }),
    );
  }

  request<Result>(method: string, params: unknown): Promise<Result> {
    return this.client.request<Result>(method, params);
  }

  /** The word or text a range covers. */
  covered({ uri, range }: { uri: string; range: { start: Position; end: Position } }): string {
    const name = path.basename(new URL(uri).pathname);
    const lines = this.text(name).split('\n');
    const { start, end } = range;
    if (start.line === end.line) return `${name}: ${(lines[start.line] ?? '').slice(start.character, end.character)}`;
    return `${name}: lines ${start.line + 1} to ${end.line + 1}`;
  }

  async close(): Promise<void> {
    await this.client.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function positionAtEnd(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
