import type { Picture } from '../../../server/src/lsp/protocol.ts';
import type { Patch } from '../../../server/src/overlay/patch.ts';

/**
 * What the extension and the preview's webview tell each other. Both sides check what arrives: {@link readToWebview},
 * {@link readToExtension}.
 */
export type ToWebview =
  | { readonly type: 'show'; readonly version: number; readonly picture: Picture; readonly state: ViewState }
  /** The picture that follows the one of version `from`; the webview asks for the whole where it has another. */
  | {
      readonly type: 'update';
      readonly from: number;
      readonly version: number;
      readonly patch: Patch;
      readonly state: ViewState;
    }
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
  /** What was told last did not fit: the whole picture is needed. */
  | { readonly type: 'resend' }
  | { readonly type: 'reveal'; readonly id: string; readonly peek: boolean }
  | { readonly type: 'revealFinding'; readonly finding: string }
  | { readonly type: 'fix'; readonly finding: string; readonly fix: number }
  | { readonly type: 'explain'; readonly finding: string }
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
  resend: () => true,
  reveal: ({ id, peek }) => typeof id === 'string' && typeof peek === 'boolean',
  revealFinding: ({ finding }) => typeof finding === 'string',
  fix: ({ finding, fix }) => typeof finding === 'string' && isIndex(fix),
  explain: ({ finding }) => typeof finding === 'string',
  change: ({ index }) => isIndex(index),
  process: ({ name }) => typeof name === 'string',
  back: () => true,
  state: ({ state }) => isViewState(state),
  copied: ({ error }) => typeof error === 'string',
};

const TO_WEBVIEW: Readonly<Record<ToWebview['type'], (fields: Fields) => boolean>> = {
  show: ({ version, picture, state }) => isIndex(version) && isPicture(picture) && isViewState(state),
  // What the patch makes of the picture is checked when it is made.
  update: ({ from, version, patch, state }) =>
    isIndex(from) && isIndex(version) && isObject(patch) && isViewState(state),
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

/** Whether everything that the webview reads of a picture is what it should be. */
export function isPicture(value: unknown): value is Picture {
  return (
    hasFields(value, {
      string: ['process', 'title', 'summary', 'state', 'headline'],
      number: ['width', 'height', 'rail', 'found'],
    }) &&
    isListOf(value.processes, { string: ['id', 'title'] }) &&
    isListOf(value.lanes, { string: ['id', 'title'], number: ['y', 'height'] }) &&
    isListOf(value.layers, { string: ['id', 'name'] }, ({ pieces }) =>
      isListOf(pieces, { string: ['id', 'svg'], number: ['x', 'y'] }),
    ) &&
    isListOf(
      value.boxes,
      { string: ['id', 'kind', 'title', 'piece'], number: ['x', 'y', 'width', 'height'], boolean: ['gap'] },
      ({ facts, findings, personas, owners }) =>
        isListOf(facts, { string: ['term', 'text'] }) && [findings, personas, owners].every(isTexts),
    ) &&
    isListOf(value.findings, { string: ['id', 'rule', 'standard', 'severity', 'message', 'url'] }, ({ fixes }) =>
      isListOf(fixes, { string: ['title', 'safety'] }),
    ) &&
    isListOf(value.personas, { string: ['id', 'title'] }) &&
    isListOf(value.owners, { string: ['id', 'title'] }) &&
    isListOf(
      value.tables,
      { string: ['id'] },
      ({ head, rows }) =>
        isTexts(head) &&
        isListOf(rows, { string: ['id'] }, ({ cells }) => Array.isArray(cells) && cells.every(isTexts)),
    )
  );
}

type FieldTypes = Readonly<Partial<Record<'string' | 'number' | 'boolean', readonly string[]>>>;

function hasFields(value: unknown, types: FieldTypes): value is Fields {
  return (
    isObject(value) &&
    Object.entries(types).every(([type, names]) => names.every((name) => typeof value[name] === type))
  );
}

function isListOf(value: unknown, types: FieldTypes, more: (fields: Fields) => boolean = () => true): boolean {
  return Array.isArray(value) && value.every((each) => hasFields(each, types) && more(each));
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
