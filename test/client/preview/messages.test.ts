import { expect, test } from 'vitest';
import { isViewState, readToExtension, readToWebview } from '../../../client/src/preview/messages.ts';

const state = { uri: 'file:///a.salesflow', process: '', pinned: false, view: { zoom: 1.5 } };
const picture = {
  process: 'P',
  title: 'P',
  summary: 'P: nothing yet.',
  state: 'current',
  processes: [{ id: 'P', title: 'P' }],
  width: 100,
  height: 50,
  rail: 10,
  lanes: [{ id: 'steps', title: 'Sales steps', y: 0, height: 50 }],
  layers: [
    { id: 'lane:steps', name: 'Sales steps', pieces: [{ id: 'step:P.S', x: 1, y: 2, svg: '<g class="box"/>' }] },
  ],
  boxes: [
    {
      id: 'step:P.S',
      kind: 'step',
      title: 'S',
      facts: [{ term: 'Owner', text: 'AE' }],
      findings: ['a'],
      personas: [],
      owners: ['role:AE'],
      gap: false,
      piece: 'step:P.S',
      x: 0,
      y: 0,
      width: 80,
      height: 40,
    },
  ],
  findings: [
    {
      id: 'a',
      rule: 'factual/no-feelings',
      standard: 'factual',
      severity: 'warning',
      message: 'It says a feeling.',
      url: 'https://example.com',
      fixes: [{ title: 'Say a fact', safety: 'safe' }],
    },
  ],
  found: 1,
  personas: [],
  owners: [{ id: 'role:AE', title: 'AE' }],
  headline: '1 step.',
  tables: [{ id: 'Sales steps', head: ['Step'], rows: [{ id: '1', cells: [['1. S'], []] }] }],
};

test.each([
  { type: 'ready' },
  { type: 'reveal', id: 'step:P.S', peek: true },
  { type: 'resend' },
  { type: 'fix', finding: 'a', fix: 2 },
  { type: 'state', state },
  { type: 'back' },
  { type: 'copied', error: '' },
])('the extension takes %j', (message) => {
  expect(readToExtension(message)).toEqual(message);
});

test.each([
  undefined,
  null,
  'ready',
  [],
  {},
  { type: 'constructor' },
  { type: '__proto__' },
  { type: 'run', command: 'x' },
  { type: 'reveal', id: 7, peek: true },
  { type: 'reveal', id: 'x' },
  { type: 'fix', finding: 1, fix: 0 },
  { type: 'fix', finding: 'a', fix: 0.5 },
  { type: 'fix', finding: 'a', fix: '0' },
  { type: 'change', index: -1 },
  { type: 'state', state: { ...state, view: [] } },
  { type: 'process' },
])('the extension refuses %j', (message) => {
  expect(readToExtension(message)).toBeUndefined();
});

test('the webview takes a picture and what changes it', () => {
  expect(readToWebview({ type: 'show', version: 3, picture, state })).toBeDefined();
  expect(readToWebview({ type: 'update', from: 3, version: 4, patch: { fields: [] }, state })).toBeDefined();
});

/** The picture with one thing put in place of another, whatever it is. */
function spoiled(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(picture) as unknown;
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) as string] = value;
  return copy;
}

test.each([
  [['title'], 1],
  [['width'], '100'],
  [['state'], undefined],
  [['processes'], {}],
  [['processes', 0, 'id'], 7],
  [['lanes', 0], null],
  [['layers', 0, 'pieces'], undefined],
  [['layers', 0, 'pieces', 0, 'svg'], { html: 'x' }],
  [['layers', 0, 'pieces', 0, 'x'], '1) url('],
  [['boxes', 0, 'facts', 0, 'text'], ['x']],
  [['boxes', 0, 'findings'], [1]],
  [['boxes', 0, 'gap'], 'no'],
  [['findings', 0, 'message'], undefined],
  [['findings', 0, 'fixes', 0, 'title'], 1],
  [['tables', 0, 'rows', 0, 'cells', 0], 'x'],
] as const)('the webview refuses a picture with %j = %j', (path, value) => {
  expect(readToWebview({ type: 'show', version: 3, picture: spoiled(path, value), state })).toBeUndefined();
});

test('the webview refuses broken messages', () => {
  expect(readToWebview({ type: 'show', version: '3', picture, state })).toBeUndefined();
  expect(readToWebview({ type: 'update', from: 3, version: 4, patch: [], state })).toBeUndefined();
  expect(readToWebview({ type: 'update', version: 4, patch: {}, state })).toBeUndefined();
  expect(readToWebview({ type: 'highlight', ids: ['a', 2] })).toBeUndefined();
  expect(readToWebview({ type: 'copy', svg: '<svg/>', scale: 9 })).toBeUndefined();
});

test('a state of another version is not restored', () => {
  expect(isViewState(state)).toBe(true);
  expect(isViewState({ uri: 'x' })).toBe(false);
  expect(isViewState(undefined)).toBe(false);
});
