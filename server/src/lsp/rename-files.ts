import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { configOf } from './configs.ts';
import { rangeOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import type { Session } from './session.ts';

/** A file or folder that is about to move. */
interface Move {
  readonly oldUri: string;
  readonly newUri: string;
}

/**
 * What has to change when files and folders are moved: paths in configurations, and addresses of plays that are paths.
 * Names need nothing, since there are no imports.
 */
export const renameFiles: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.workspace.onWillRenameFiles(
      whenReady(context, ({ files }): WorkspaceEdit | null => {
        const moves = files.map(({ oldUri, newUri }) => ({ oldUri: bare(oldUri), newUri: bare(newUri) }));
        const changes: Record<string, TextEdit[]> = {};
        const collect = (uri: string, edits: TextEdit[]) => {
          if (edits.length > 0) changes[uri] = edits;
        };
        for (const root of session.configs.roots()) {
          const uri = configOf(root);
          collect(uri, replaced(uri, session.configs.textOf(root) ?? '', /"([^"\\\n]+)"/g, patternEdit(root, moves)));
        }
        for (const uri of session.files.uris())
          collect(
            uri,
            replaced(uri, textOf(session, uri), /\bat\s+"(?![a-z][a-z0-9+.-]*:)([^"\\\n]+)"/gi, linkEdit(uri, moves)),
          );
        return Object.keys(changes).length > 0 ? { changes } : null;
      }),
    );
  },
};

function bare(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}

function textOf(session: Session, uri: string): string {
  return session.opening(uri)?.getText() ?? session.files.textOf(uri) ?? '';
}

/** Where a file is after the moves. */
function moved(uri: string, moves: readonly Move[]): string {
  const move = moves.find(({ oldUri }) => uri === oldUri || uri.startsWith(`${oldUri}/`));
  return move ? move.newUri + uri.slice(move.oldUri.length) : uri;
}

/** Edits of the first group of each match, where it becomes something else. */
function replaced(uri: string, text: string, pattern: RegExp, change: (path: string) => string): TextEdit[] {
  const lines = TextDocument.create(uri, '', 0, text);
  return [...text.matchAll(pattern)].flatMap((match) => {
    const path = match[1] ?? '';
    const newText = change(path);
    if (newText === path) return [];
    const start = match.index + match[0].length - 1 - path.length;
    return [{ range: rangeOf(lines, { start, end: start + path.length }), newText }];
  });
}

/** A pattern of a configuration follows the one file or folder that it names; it can only name what is below its root. */
function patternEdit(root: string, moves: readonly Move[]) {
  return (pattern: string): string => {
    const [, lead = '', path = '', trail = ''] = /^(\.?\/)?(.*?)(\/?)$/.exec(pattern) ?? [];
    const uri = `${root}/${encoded(path)}`;
    const now = moved(uri, moves);
    if (path === '' || now === uri || !now.startsWith(`${root}/`)) return pattern;
    return lead + decodeURIComponent(now.slice(root.length + 1)) + trail;
  };
}

/** A path in a play stays right when the file it stands in, or the one it leads to, moves. */
function linkEdit(uri: string, moves: readonly Move[]) {
  const home = moved(uri, moves);
  return (path: string): string => {
    if (path.startsWith('/') || path.startsWith('#')) return path;
    try {
      const target = new URL(encoded(path), uri).href;
      const now = moved(target, moves);
      return now === target && home === uri ? path : relative(home, now, path.startsWith('./'));
    } catch {
      return path;
    }
  };
}

function encoded(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(decodeSafely(part)))
    .join('/');
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function relative(from: string, to: string, dotted: boolean): string {
  const [start, end] = [from.split('/').slice(0, -1), to.split('/')];
  let shared = 0;
  while (shared < start.length && start[shared] === end[shared]) shared++;
  const up = start.length - shared;
  const path = [...Array<string>(up).fill('..'), ...end.slice(shared)].map(decodeSafely).join('/');
  return dotted && up === 0 ? `./${path}` : path;
}
