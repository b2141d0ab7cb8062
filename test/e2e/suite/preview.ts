import * as vscode from 'vscode';
import { everywhere, hostile } from '../../overlay/hostile.ts';
import { closeAll, codeOf, cursorAt, diagnostics, file, replace, restore, setting, show } from './editor.ts';
import { ask, assert, equal, test, until, workspaceFolder } from './harness.ts';

const PROCESS = 'new-business.salesflow';
const PICTURE = 'svg.salesflow';
const card = (name: string) => `g.box[data-id="step:NewBusiness.${name}"]`;
const inPicture = (selector: string) => ({ in: 'webview' as const, selector, marker: PICTURE });

async function openPreview(): Promise<vscode.TextEditor> {
  const editor = await show(PROCESS);
  await vscode.commands.executeCommand('salesflow.openPreviewToSide');
  await ask('waitFor', inPicture(card('Discovery')));
  return editor;
}

/** The line that the cursor is on. */
function currentLine(): string {
  const active = vscode.window.activeTextEditor;
  return active?.document.lineAt(active.selection.active.line).text.trim() ?? '';
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
  await replace(editor, 'step Demo "Show', 'step } } Demo "Show');
  await ask('waitFor', inPicture('[data-stale="true"]'));
  await ask('waitFor', inPicture(card('Plan')));
  await ask('screenshot', { name: 'preview-stale' });
  await restore();
  await ask('waitFor', inPicture('[data-stale="false"]'));
});

test('a click on a card moves the cursor, and the text stays in its column', async () => {
  const editor = await openPreview();
  cursorAt(editor, 'owner AE');
  await ask('click', inPicture(card('Plan')));
  await until('the cursor to move', () => currentLine().startsWith('step Plan'));
  equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.One, 'column');
});

test('a preview that is closed while its picture is on the way reports no error', async () => {
  const editor = await openPreview();
  for (const label of ['"Hold the first call"', '"Hold the discovery call"']) {
    await replace(
      editor,
      label === '"Hold the first call"' ? '"Hold the discovery call"' : '"Hold the first call"',
      label,
    );
    await vscode.commands.executeCommand('salesflow.openPreviewToSide');
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  }
  await restore();
  await openPreview();
  equal(
    (await ask('consoleErrors', {})).filter((line) => /dispos/i.test(line)),
    [],
    'errors',
  );
});

test('moving the cursor highlights its card without taking the focus', async () => {
  const editor = await openPreview();
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  cursorAt(editor, 'within 14 days');
  await ask('waitFor', inPicture(`${card('Demo')}.is-current`));
  assert(vscode.window.activeTextEditor?.document === editor.document, 'The preview took the focus.');
  await ask('screenshot', { name: 'preview-cursor' });
});

test('a fix applied from the preview changes file and picture', async () => {
  const editor = await openPreview();
  await diagnostics(PROCESS, 'required/no-follow-up-step');
  await ask('hover', inPicture('.counts'));
  await ask('hover', inPicture(card('CheckIn')));
  await ask('waitFor', inPicture('.card-fix:visible'));
  await ask('screenshot', { name: 'preview-card' });
  await ask('click', inPicture('.card-fix'));
  await until('the text to change', () => editor.document.isDirty);
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  await until('the picture to change', async () => (await ask('texts', inPicture(card('CheckIn')))).length === 0);
  await restore();
  await ask('waitFor', inPicture(card('CheckIn')));
});

test('the keyboard alone reaches every box, finding and gap, the source and the way back', async () => {
  const editor = await openPreview();
  cursorAt(editor, 'owner AE');
  await ask('focus', inPicture('g.box[tabindex="0"]'));
  const focused = async () => (await ask('attributes', { ...inPicture('g.box:focus'), name: 'data-id' }))[0] ?? '';
  await ask('press', { keys: 'Control+Home' });
  const first = await focused();
  await ask('press', { keys: 'ArrowDown' });
  await ask('press', { keys: 'ArrowRight' });
  assert((await focused()) !== first, 'The arrows move nothing.');
  await ask('press', { keys: 'g' });
  assert(
    (await ask('attributes', { ...inPicture('g.box:focus[data-gap]'), name: 'data-id' })).length === 1,
    '"g" found no gap.',
  );
  await ask('press', { keys: 'n' });
  assert(
    (await ask('attributes', { ...inPicture('g.box:focus[data-findings]'), name: 'data-id' })).length === 1,
    '"n" found no finding.',
  );
  const finding = await focused();
  await ask('press', { keys: 'n' });
  await ask('press', { keys: 'p' });
  equal(await focused(), finding, '"p" goes back');
  await ask('press', { keys: 'Enter' });
  await until('the cursor to move', () => vscode.window.activeTextEditor !== undefined && currentLine() !== 'owner AE');
  await ask('focus', inPicture('g.box[tabindex="0"]'));
  await ask('press', { keys: 'Escape' });
  await until('the text to have the focus', () => vscode.window.activeTextEditor?.document === editor.document);
});

test('filters dim what does not match, and the arrangement survives that the preview is hidden', async () => {
  await openPreview();
  await ask('focus', inPicture('.search'));
  await ask('type', { text: 'mutual' });
  await ask('waitFor', inPicture(`${card('Demo')}.is-dim`));
  await ask('waitFor', inPicture(`${card('Plan')}:not(.is-dim)`));
  await new Promise((resolve) => setTimeout(resolve, 400));
  await show('playbook.md', vscode.ViewColumn.Two);
  await until('the preview to be hidden', async () => (await ask('texts', inPicture('.search'))).length === 0);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await ask('waitFor', inPicture(`${card('Demo')}.is-dim`));
  await closeAll();
});

test('every control of the toolbar and the card is worked by the keyboard', async () => {
  const editor = await openPreview();
  await diagnostics(PROCESS, 'required/no-follow-up-step');
  const width = async () => Number((await ask('attributes', { ...inPicture(PICTURE), name: 'width' }))[0]);
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await ask('press', { keys: key });
  };
  await ask('focus', inPicture('g.box[tabindex="0"]'));
  await press('0');
  const fitted = await width();
  await press('+');
  await until('the picture to grow', async () => (await width()) > fitted);
  await press('-', '0');
  await until('the picture to fit', async () => (await width()) === fitted);

  await press('/');
  await ask('type', { text: 'mutual' });
  await ask('waitFor', inPicture(`${card('Demo')}.is-dim`));
  await press('Control+a', 'Delete');
  await ask('waitFor', inPicture(`${card('Demo')}:not(.is-dim)`));

  const reach = async (control: string) => {
    for (let presses = 0; presses < 25; presses++) {
      await press('Shift+Tab');
      const at = await ask('attributes', { ...inPicture(':focus'), name: 'data-control' });
      if (at[0] === control) return;
    }
    throw new Error(`Shift+Tab does not reach ${control}.`);
  };
  await reach('gaps');
  await press('Space');
  await ask('waitFor', inPicture(`${card('Demo')}.is-dim`));
  await press('Space');
  for (const control of ['severity', 'standard', 'owner', 'persona']) {
    await reach(control);
    await press('End');
    await ask('waitFor', inPicture('g.box.is-dim'));
    await press('Home');
    await ask('waitFor', inPicture(`${card('Demo')}:not(.is-dim)`));
  }

  await ask('focus', inPicture('[data-control="lanes"]'));
  await press('Enter', 'Tab');
  const lane = (await ask('attributes', { ...inPicture(':focus'), name: 'data-control' }))[0] ?? '';
  assert(lane.startsWith('lane-'), `The list of lanes does not follow its summary, but ${lane}.`);
  for (let presses = 0; presses < 20; presses++) {
    const at = await ask('attributes', { ...inPicture(':focus'), name: 'data-control' });
    if (at[0] === 'lane-crm') break;
    await press('Tab');
  }
  await press('Space');
  await until('the lane to fold', async () => {
    const boxes = await ask('attributes', { ...inPicture('[data-lane="crm"] g.box'), name: 'data-id' });
    return boxes.length === 0;
  });
  await press('Space');
  await ask('waitFor', inPicture('[data-lane="crm"] g.box'));
  await press('Escape');
  await ask('waitFor', inPicture('.lanes:not([open])'));

  await ask('focus', inPicture(card('CheckIn')));
  await press('f', 'Enter');
  await until('the text to change', () => editor.document.isDirty);
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  await restore();
});

test('the keyboard peeks at the source, goes to the ends of a row, back to a gap, and turns to another process', async () => {
  const editor = await openPreview();
  cursorAt(editor, 'owner AE');
  const focused = async () => (await ask('attributes', { ...inPicture('g.box:focus'), name: 'data-id' }))[0] ?? '';
  await ask('focus', inPicture(card('Discovery')));
  await ask('press', { keys: 'End' });
  const end = await focused();
  assert(end !== 'step:NewBusiness.Discovery', '"End" moves nothing.');
  await ask('press', { keys: 'Home' });
  assert((await focused()) !== end, '"Home" moves nothing.');
  await ask('press', { keys: 'g' });
  const gap = await focused();
  await ask('press', { keys: 'g' });
  await ask('press', { keys: 'Shift+G' });
  equal(await focused(), gap, '"G" goes back');

  await ask('focus', inPicture(card('Plan')));
  await ask('press', { keys: 'Alt+Enter' });
  await ask('waitFor', { in: 'page', selector: '.peekview-widget' });
  equal(currentLine(), 'owner AE', 'line of the cursor');
  await ask('screenshot', { name: 'preview-peek' });
  await ask('press', { keys: 'Escape' });

  await ask('focus', inPicture('[data-control="process-Upsell"]'));
  await ask('press', { keys: 'Enter' });
  await ask('waitFor', { in: 'webview', selector: '[data-id="step:Upsell.Review"]' });
  await ask('waitFor', { in: 'webview', selector: '[data-control="process-Upsell"]:focus' });
  await closeAll();
});

test('Alt and a click peek at the source, and what is peeked at leaves the cursor where it is', async () => {
  const editor = await openPreview();
  cursorAt(editor, 'owner AE');
  await ask('click', { ...inPicture(card('Plan')), modifiers: ['Alt'] });
  await ask('waitFor', { in: 'page', selector: '.peekview-widget' });
  equal(currentLine(), 'owner AE', 'line of the cursor');
  await ask('press', { keys: 'Escape' });
  await closeAll();
});

test('previews pinned to different processes stay with them', async () => {
  await openPreview();
  const place = file('second.salesflow');
  const text =
    'process Second "The second process" for MidMarket {\n  step Only "Hold the only call" { during Aware }\n}\n';
  await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
  const pin = async (uri: vscode.Uri, process: string) =>
    vscode.commands.executeCommand('salesflow.openPreviewToSide', { uri: uri.toString(), process });
  const pinned = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs.map(({ label }) => label))
      .filter((one) => one.endsWith('(pinned)'));
  await pin(file(PROCESS), 'NewBusiness');
  await until('the first to be pinned', () => pinned().length === 1);
  await pin(place, 'Second');
  await until('both to be pinned', () => pinned().length === 2);
  await ask('waitFor', {
    in: 'webview',
    selector: '[data-id="step:Second.Only"]',
    marker: '[data-id="step:Second.Only"]',
  });
  await show(PROCESS);
  await ask('waitFor', {
    in: 'webview',
    selector: '[data-id="step:Second.Only"]',
    marker: '[data-id="step:Second.Only"]',
  });
  equal(pinned().length, 2, 'pinned previews');
  await ask('screenshot', { name: 'preview-pinned' });
  await vscode.workspace.fs.delete(place);
  await closeAll();
});

test('previews pinned to processes of one name in two projects are two', async () => {
  const folder = file('other');
  const place = vscode.Uri.joinPath(folder, 'process.salesflow');
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), new TextEncoder().encode(text));
  await write('salesflow.config.json', '{}');
  await write('process.salesflow', 'process NewBusiness "Elsewhere" {\n  step Else "Hold another call" { }\n}\n');
  const pin = (uri: vscode.Uri) =>
    vscode.commands.executeCommand('salesflow.openPreviewToSide', { uri: uri.toString(), process: 'NewBusiness' });
  const elsewhere = '[data-id="step:NewBusiness.Else"]';
  await pin(file(PROCESS));
  await ask('waitFor', inPicture(card('Discovery')));
  // The server hears of the new project from the watcher of files: until then the process is declared twice.
  const codes = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).map(codeOf);
  await until(
    'the new project to be known',
    () => codes(place).length > 0 && ![...codes(place), ...codes(file(PROCESS))].includes('language/duplicate-name'),
  );
  await pin(place);
  await ask('waitFor', { in: 'webview', selector: elsewhere, marker: elsewhere });
  await pin(file(PROCESS));
  await ask('waitFor', inPicture(card('Discovery')));
  // From another file of the project it is the same process.
  await pin(file('people.salesflow'));
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  equal(tabs.filter((label) => label.endsWith('(pinned)')).length, 2, `previews among ${tabs.join(', ')}`);
  await closeAll();
  await vscode.workspace.fs.delete(folder, { recursive: true });
});

test('hostile labels in every place of the language run nowhere in the webview', async () => {
  // A project of its own, so that its names are not those of the rest.
  const folder = file('hostile');
  const place = vscode.Uri.joinPath(folder, 'process.salesflow');
  await vscode.workspace.fs.writeFile(
    vscode.Uri.joinPath(folder, 'salesflow.config.json'),
    new TextEncoder().encode('{}'),
  );
  const marker = '[data-id="step:Sale.One"]';
  for (const [index, text] of hostile.entries()) {
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(everywhere(text)));
    await vscode.commands.executeCommand('salesflow.openPreview', { uri: place.toString(), process: 'Sale' });
    await ask('waitFor', { in: 'webview', selector: marker, marker });
    await ask('focus', { in: 'webview', selector: marker, marker });
    await ask('waitFor', { in: 'webview', selector: '.card-detail:visible', marker });
    const policy = { in: 'webview' as const, selector: 'meta[http-equiv]', marker, name: 'content' };
    const [content = ''] = await ask('attributes', policy);
    assert(
      content !== null && content.startsWith("default-src 'none'; script-src 'nonce-") && !content.includes('unsafe'),
      `The policy is ${content}`,
    );
    equal(await ask('incidents', { marker }), [], `label ${index}: ${JSON.stringify(text)}`);
    if (index === 0) await ask('screenshot', { name: 'preview-hostile' });
    await closeAll();
  }
  await vscode.workspace.fs.delete(folder, { recursive: true });
});

test('an exported picture is byte for byte what the command line renders', async () => {
  await show(PROCESS);
  for (const [command, format] of [
    ['exportSvg', 'svg'],
    ['exportPng', 'png'],
    ['exportHtml', 'html'],
    ['exportMarkdown', 'md'],
  ]) {
    const place = file(`exported.${format}`);
    await vscode.commands.executeCommand(`salesflow.${command}`, place);
    const bytes = await until(`the ${format}`, async () =>
      vscode.workspace.fs.readFile(place).then(
        (read) => read,
        () => undefined,
      ),
    );
    const scale = format === 'png' ? ['--scale', '2'] : [];
    const path = workspaceFolder().path;
    await ask('cli', {
      args: [
        'render',
        path,
        '--process',
        'NewBusiness',
        '--format',
        format ?? '',
        ...scale,
        '-o',
        `${path}/rendered.${format}`,
      ],
    });
    const rendered = await vscode.workspace.fs.readFile(file(`rendered.${format}`));
    equal(
      [bytes.length, bytes.every((byte, index) => byte === rendered[index])],
      [rendered.length, true],
      format ?? '',
    );
    await vscode.workspace.fs.delete(place);
    await vscode.workspace.fs.delete(file(`rendered.${format}`));
  }
});

for (const [name, theme] of [
  ['light', 'Default Light Modern'],
  ['dark', 'Default Dark Modern'],
  ['high-contrast', 'Default High Contrast'],
  ['high-contrast-light', 'Default High Contrast Light'],
] as const) {
  test(`the preview is legible and accessible in the ${name} theme`, async () => {
    await setting('workbench.colorTheme', theme);
    const editor = await openPreview();
    await diagnostics(PROCESS, 'required/no-follow-up-step');
    const violations: Record<string, readonly string[]> = {};
    const check = async (what: string) => {
      // Pictures of the search and of marks fade in and out.
      await new Promise((resolve) => setTimeout(resolve, 300));
      violations[what] = await ask('axe', { in: 'webview', marker: PICTURE });
    };
    await ask('hover', inPicture('.counts'));
    await ask('focus', inPicture(card('CheckIn')));
    await ask('waitFor', inPicture('.card-fix:visible'));
    await ask('screenshot', { name: `theme-${name}` });
    await check('with a detail open');
    await ask('focus', inPicture('[data-control="lanes"]'));
    await ask('press', { keys: 'Enter' });
    await ask('waitFor', inPicture('.lanes[open]'));
    await check('with the lanes open');
    await ask('press', { keys: 'Enter' });
    await ask('focus', inPicture('.search'));
    await ask('type', { text: 'mutual' });
    await ask('focus', inPicture('[data-control="severity"]'));
    await ask('press', { keys: 'ArrowDown' });
    await ask('waitFor', inPicture('g.box.is-dim'));
    await check('with a search and a filter');
    await ask('screenshot', { name: `theme-${name}-filter` });
    await replace(editor, 'step Demo "Show', 'step } } Demo "Show');
    await ask('waitFor', inPicture('[data-stale="true"]'));
    await check('while the text has errors');
    await ask('screenshot', { name: `theme-${name}-stale` });
    await restore();
    await ask('waitFor', inPicture('[data-stale="false"]'));
    await setting('workbench.colorTheme', undefined);
    await closeAll();
    for (const [what, found] of Object.entries(violations)) equal(found, [], what);
  });
}
