import * as vscode from 'vscode';
import { show } from './editor.ts';
import { ask, assert, equal, test } from './harness.ts';

const ID = 'salesflow.salesflow-vscode';

test('the extension activates when a process file opens, within 150 ms of the host', async () => {
  const editor = await show('new-business.salesflow');
  equal(editor.document.languageId, 'salesflow', 'language');
  const extension = vscode.extensions.getExtension(ID);
  assert(extension !== undefined, 'The extension is not installed.');
  await extension.activate();
  const time = activationTime();
  await ask('log', { line: `    activation: ${time === undefined ? 'not measured' : `${time.toFixed(0)} ms`}` });
  assert(time === undefined || time <= 150, `Activation took ${time} ms.`);
});

/** The host marks when it starts to load an extension's code and when `activate` has ended. */
function activationTime(): number | undefined {
  const mark = (name: string) => performance.getEntriesByName(`code/extHost/${name}/${ID}`)[0]?.startTime;
  const [start, end] = [mark('willLoadExtensionCode') ?? mark('willActivateExtension'), mark('didActivateExtension')];
  return start === undefined || end === undefined ? undefined : end - start;
}
