import * as vscode from 'vscode';
import { show } from './editor.ts';
import { ask, assert, equal, test, until } from './harness.ts';

const ID = 'salesflow.salesflow-vscode';

test('the extension activates when a process file opens', async () => {
  const editor = await show('new-business.salesflow');
  equal(editor.document.languageId, 'salesflow', 'language');
  const extension = vscode.extensions.getExtension(ID);
  assert(extension !== undefined, 'The extension is not installed.');
  await extension.activate();
  const time = await until('the marks of the host', activationTime);
  await ask('log', { line: `    activation: ${time.toFixed(0)} ms` });
});

/** The host marks when it starts to load an extension's code and when `activate` has ended. */
function activationTime(): number | undefined {
  const { MonacoPerformanceMarks: marks } = globalThis as unknown as {
    MonacoPerformanceMarks?: { getMarks(): readonly { readonly name: string; readonly startTime: number }[] };
  };
  const time = (name: string) =>
    marks?.getMarks().find((mark) => mark.name.toLowerCase() === `code/exthost/${name}/${ID}`.toLowerCase())?.startTime;
  const [start, end] = [time('willLoadExtensionCode') ?? time('willActivateExtension'), time('didActivateExtension')];
  return start === undefined || end === undefined ? undefined : end - start;
}
