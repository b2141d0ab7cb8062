import { expect, test } from 'vitest';
import { isViewState, readToExtension, readToWebview } from '../../../client/src/preview/messages.ts';

const state = { uri: 'file:///a.salesflow', process: '', pinned: false, view: { zoom: 1.5 } };
const picture = {
  root: 'file:///',
  process: 'P',
  title: 'P',
  stale: false,
  processes: [],
  svg: '<svg/>',
  table: '<table></table>',
  boxes: [{ id: 'step:P.S', facts: [], title: 'S' }],
  findings: [],
  personas: [],
  owners: [],
  lanes: [],
};

test.each([
  { type: 'ready' },
  { type: 'reveal', id: 'step:P.S', peek: true },
  { type: 'fix', finding: 0, fix: 2 },
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
  { type: 'fix', finding: -1, fix: 0 },
  { type: 'fix', finding: 0.5, fix: 0 },
  { type: 'fix', finding: '0', fix: 0 },
  { type: 'state', state: { ...state, view: [] } },
  { type: 'process' },
])('the extension refuses %j', (message) => {
  expect(readToExtension(message)).toBeUndefined();
});

test('the webview takes a picture and refuses a broken one', () => {
  expect(readToWebview({ type: 'show', picture, state })).toBeDefined();
  expect(readToWebview({ type: 'show', picture: { ...picture, svg: 1 }, state })).toBeUndefined();
  expect(readToWebview({ type: 'show', picture: { ...picture, boxes: [{ id: 1 }] }, state })).toBeUndefined();
  expect(readToWebview({ type: 'highlight', ids: ['a', 2] })).toBeUndefined();
  expect(readToWebview({ type: 'copy', svg: '<svg/>', scale: 9 })).toBeUndefined();
});

test('a state of another version is not restored', () => {
  expect(isViewState(state)).toBe(true);
  expect(isViewState({ uri: 'x' })).toBe(false);
  expect(isViewState(undefined)).toBe(false);
});
