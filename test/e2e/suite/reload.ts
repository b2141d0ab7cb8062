import * as vscode from 'vscode';
import { closeAll, file, show } from './editor.ts';
import { afterReload, ask, equal, test, until } from './harness.ts';

/** What a window keeps over a reload. Declared last: the last test leaves what the tests after it find. */

const following = '[data-id="step:NewBusiness.Discovery"]';
const pinned = '[data-id="step:Upsell.Review"]';
/** The preview that follows the editor is the one with a search. */
const inFollowing = (selector: string) => ({ in: 'webview' as const, selector, marker: `${following}.is-dim` });
const inPinned = (selector: string) => ({ in: 'webview' as const, selector, marker: pinned });
const previews = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs.map(({ label }) => label))
    .filter((label) => !label.includes('.'));

test('previews are arranged before the window is reloaded', async () => {
  await closeAll();
  await show('new-business.salesflow');
  await vscode.commands.executeCommand('salesflow.openPreviewToSide');
  await ask('focus', { in: 'webview', selector: '.search', marker: following });
  await ask('type', { text: 'mutual' });
  await ask('waitFor', inFollowing('.is-dim'));
  await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
  await vscode.commands.executeCommand('workbench.action.newGroupBelow');
  await vscode.commands.executeCommand('salesflow.openPreview', {
    uri: file('new-business.salesflow').toString(),
    process: 'Upsell',
  });
  await ask('waitFor', inPinned(pinned));
  for (let clicks = 0; clicks < 8; clicks++) await ask('click', inPinned('[aria-label="Zoom in"]'));
  // The arrangement is kept once it rests.
  await new Promise((resolve) => setTimeout(resolve, 600));
  await ask('screenshot', { name: 'preview-before-reload' });
});

afterReload('previews come back after the window is reloaded, as they were arranged', async () => {
  await ask('waitFor', inFollowing('.is-dim'));
  equal(await ask('texts', inFollowing('.process[aria-pressed="true"]')), ['New business'], 'process that follows');
  await ask('waitFor', inPinned(pinned));
  await ask('screenshot', { name: 'preview-after-reload' });
  equal(
    [...previews()].filter((label) => label.endsWith('(pinned)')).length,
    1,
    `pinned among ${previews().join(', ')}`,
  );
  const [width, box] = await Promise.all(
    ['width', 'viewBox'].map(async (name) => (await ask('attributes', { ...inPinned('svg.salesflow'), name }))[0]),
  );
  const drawn = Number(box?.split(' ')[2]);
  equal(Number(width) > drawn, true, `larger than drawn: ${width} of ${drawn}`);
  // They live: the one that follows shows what is typed now.
  const editor = await show('new-business.salesflow');
  const edit = new vscode.WorkspaceEdit();
  const at = editor.document.positionAt(editor.document.getText().indexOf('Hold the discovery call'));
  edit.insert(editor.document.uri, at, 'Soon ');
  await vscode.workspace.applyEdit(edit);
  await until('the new label', async () => {
    const labels = await ask('attributes', { ...inFollowing(`g.box${following}`), name: 'aria-label' });
    return labels[0]?.includes('Soon Hold');
  });
  await vscode.commands.executeCommand('workbench.action.files.revert');
});
