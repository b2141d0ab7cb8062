import type { PreviewResult } from '../../../server/src/lsp/protocol.ts';

/**
 * What the extension and the preview's webview tell each other. Both sides check what arrives: {@link readToWebview},
 * {@link readToExtension}.
 */
export type ToWebview =
  | { readonly type: 'show'; readonly picture: PreviewResult; readonly state: ViewState }
  /** No picture can be shown; says why. */
  | { readonly type: 'empty'; readonly message: string }
  /** The cursor is in these boxes, innermost first; scrolls only to what is out of view. */
  | { readonly type: 'highlight'; readonly ids: readonly string[] }
  /** Pictures side by side, with a list in words: a comparison, or a proposal. */
  | {
      readonly type: 'pictures';
      readonly title: string;
      readonly pictures: readonly { readonly title: string; readonly svg: string; readonly table: string }[];
      readonly changes: readonly { readonly text: string; readonly linked: boolean }[];
    }
  /** A resolved picture to put on the clipboard. */
  | { readonly type: 'copy'; readonly svg: string; readonly scale: number };

export type ToExtension =
  | { readonly type: 'ready' }
  | { readonly type: 'reveal'; readonly id: string; readonly peek: boolean }
  | { readonly type: 'revealFinding'; readonly finding: number }
  | { readonly type: 'fix'; readonly finding: number; readonly fix: number }
  | { readonly type: 'explain'; readonly finding: number }
  | { readonly type: 'change'; readonly index: number }
  | { readonly type: 'process'; readonly name: string }
  | { readonly type: 'back' }
  | { readonly type: 'state'; readonly state: ViewState }
  | { readonly type: 'copied'; readonly error: string };

/** What a preview shows and how; kept over reload and restart. */
export interface ViewState {
  /** A file of the project. */
  readonly uri: string;
  /** The process; empty for the first of the file. */
  readonly process: string;
  /** Whether the preview stays with this process whatever file is edited. */
  readonly pinned: boolean;
  /** How the reader has arranged it: the webview's own business, but kept with the rest. */
  readonly view: Readonly<Record<string, JsonValue>>;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

type Fields = Readonly<Record<string, unknown>>;

const TO_EXTENSION: Readonly<Record<ToExtension['type'], (fields: Fields) => boolean>> = {
  ready: () => true,
  reveal: ({ id, peek }) => typeof id === 'string' && typeof peek === 'boolean',
  revealFinding: ({ finding }) => isIndex(finding),
  fix: ({ finding, fix }) => isIndex(finding) && isIndex(fix),
  explain: ({ finding }) => isIndex(finding),
  change: ({ index }) => isIndex(index),
  process: ({ name }) => typeof name === 'string',
  back: () => true,
  state: ({ state }) => isViewState(state),
  copied: ({ error }) => typeof error === 'string',
};

const TO_WEBVIEW: Readonly<Record<ToWebview['type'], (fields: Fields) => boolean>> = {
  show: ({ picture, state }) => isPicture(picture) && isViewState(state),
  empty: ({ message }) => typeof message === 'string',
  highlight: ({ ids }) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'),
  pictures: ({ title, pictures, changes }) =>
    typeof title === 'string' &&
    Array.isArray(pictures) &&
    pictures.every(
      (one) => isObject(one) && [one.title, one.svg, one.table].every((text) => typeof text === 'string'),
    ) &&
    Array.isArray(changes) &&
    changes.every((one) => isObject(one) && typeof one.text === 'string' && typeof one.linked === 'boolean'),
  copy: ({ svg, scale }) => typeof svg === 'string' && typeof scale === 'number' && scale >= 1 && scale <= 4,
};

/** The message, or `undefined` where it is none of ours or not as it should be. */
export function readToExtension(message: unknown): ToExtension | undefined {
  return checked<ToExtension>(message, TO_EXTENSION);
}

export function readToWebview(message: unknown): ToWebview | undefined {
  return checked<ToWebview>(message, TO_WEBVIEW);
}

function checked<M extends { readonly type: string }>(
  message: unknown,
  checks: Readonly<Record<M['type'], (fields: Fields) => boolean>>,
): M | undefined {
  if (!isObject(message) || typeof message.type !== 'string' || !Object.hasOwn(checks, message.type)) return undefined;
  return checks[message.type as M['type']](message) ? (message as unknown as M) : undefined;
}

/** The state that a reload brings back; `undefined` where it is of another version or broken. */
export function isViewState(value: unknown): value is ViewState {
  return (
    isObject(value) &&
    typeof value.uri === 'string' &&
    typeof value.process === 'string' &&
    typeof value.pinned === 'boolean' &&
    isObject(value.view)
  );
}

function isPicture(value: unknown): value is PreviewResult {
  return (
    isObject(value) &&
    ['root', 'process', 'title', 'svg', 'table'].every((key) => typeof value[key] === 'string') &&
    typeof value.stale === 'boolean' &&
    ['processes', 'boxes', 'findings', 'personas', 'owners', 'lanes'].every((key) => Array.isArray(value[key])) &&
    (value.boxes as unknown[]).every(
      (box) => isObject(box) && typeof box.id === 'string' && Array.isArray(box.facts),
    ) &&
    (value.findings as unknown[]).every((one) => isObject(one) && typeof one.message === 'string')
  );
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
