import * as vscode from 'vscode';
import { show } from './editor.ts';
import { ask, assert, equal, test, until } from './harness.ts';

const ID = 'salesflow.salesflow-vscode';

test('the extension activates when a process file opens', async () => {
  // Room for what is looked at in the pictures.
  await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
  const editor = await show('new-business.salesflow');
  equal(editor.document.languageId, 'salesflow', 'language');
  const extension = vscode.extensions.getExtension(ID);
  assert(extension !== undefined, 'The extension is not installed.');
  await extension.activate();
  const { load, activate } = await until('the marks of the host', activationTimes);
  await ask('log', {
    line: `    activation: ${(load + activate).toFixed(0)} ms, of which ${load.toFixed(0)} ms to load the code`,
  });
});

/** What the host measures of an extension, in milliseconds: loading its code, and `activate`. */
function activationTimes(): { load: number; activate: number } | undefined {
  const { MonacoPerformanceMarks: marks } = globalThis as unknown as {
    MonacoPerformanceMarks?: { getMarks(): readonly { readonly name: string; readonly startTime: number }[] };
  };
  const time = (name: string) =>
    marks?.getMarks().find((mark) => mark.name.toLowerCase() === `code/exthost/${name}/${ID}`.toLowerCase())?.startTime;
  const [start, loaded, end] = [
    time('willLoadExtensionCode'),
    time('didLoadExtensionCode'),
    time('didActivateExtension'),
  ];
  return start === undefined || loaded === undefined || end === undefined
    ? undefined
    : { load: loaded - start, activate: end - loaded };
}
