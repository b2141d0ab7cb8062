import * as vscode from 'vscode';
import { closeAll, codeOf, cursorAt, diagnostics, file, read, replace, restore, setting, show } from './editor.ts';
import { ask, assert, equal, host, test, until } from './harness.ts';

const PROCESS = 'new-business.salesflow';
const PICTURE = 'svg.salesflow';
const card = (name: string) => `[data-id="step:NewBusiness.${name}"]`;
const inPicture = (selector: string) => ({ in: 'webview' as const, selector, marker: PICTURE });

async function openPreview(): Promise<vscode.TextEditor> {
  const editor = await show(PROCESS);
  await vscode.commands.executeCommand('salesflow.openPreviewToSide');
  await ask('waitFor', inPicture(card('Discovery')));
  return editor;
}

test('the preview opens beside the text and shows every step', async () => {
  await openPreview();
  for (const step of ['Discovery', 'Demo', 'Plan', 'CheckIn']) await ask('waitFor', inPicture(card(step)));
  await ask('screenshot', { name: 'preview' });
});

test('the picture follows the typing, and stays, marked stale, while the text has errors', async () => {
  const editor = await openPreview();
  await replace(editor, '"Hold the discovery call"', '"Hold the sizing call"');
  await until('the new label', async () => {
    const labels = await ask('attributes', { ...inPicture(card('Discovery')), name: 'aria-label' });
    return labels[0]?.includes('Hold the sizing call');
  });
  await replace(editor, 'step Demo "Show', 'step Demo } "Show');
  await ask('waitFor', inPicture('[data-stale="true"]'));
  await ask('waitFor', inPicture(card('Plan')));
  await ask('screenshot', { name: 'preview-stale' });
  await restore(PROCESS);
  await ask('waitFor', inPicture('[data-stale="false"]'));
});

test('a click on a card moves the cursor, and the preview keeps its place', async () => {
  const editor = await openPreview();
  cursorAt(editor, 'owner AE');
  await ask('click', inPicture(card('Plan')));
  const line = await until('the cursor to move', () => {
    const active = vscode.window.activeTextEditor;
    const text = active?.document.lineAt(active.selection.active.line).text ?? '';
    return text.includes('step Plan') && text;
  });
  assert(line.includes('step Plan'), line);
  equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.One, 'the text stays where it was');
});

test('moving the cursor highlights its card without taking the focus', async () => {
  const editor = await openPreview();
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  cursorAt(editor, 'within 14 days');
  await ask('waitFor', inPicture(`${card('Demo')}.is-current`));
  cursorAt(editor, 'stuckless', 'before').valueOf;
});

test('a fix applied from the preview changes file and picture', async () => {
  const editor = await openPreview();
  await diagnostics(PROCESS, 'required/no-follow-up-step');
  await ask('click', inPicture(card('CheckIn')));
  await ask('click', inPicture('.card-fix'));
  await until('the text to change', () => editor.document.getText().length !== 0 && editor.document.isDirty);
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  await until(
    'the picture to change',
    async () => (await ask('attributes', { ...inPicture(card('CheckIn')), name: 'data-id' })).length === 0,
  );
  await restore(PROCESS);
  await ask('waitFor', inPicture(card('CheckIn')));
});
