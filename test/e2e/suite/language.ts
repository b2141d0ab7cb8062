import * as vscode from 'vscode';
import { codeOf, cursorAt, diagnostics, file, read, replace, restore, setting, show, write } from './editor.ts';
import { ask, assert, equal, test, until } from './harness.ts';

const PROCESS = 'new-business.salesflow';

/** What is wrong with the language itself, such as a word that does not belong there. */
function mistakes(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => codeOf(one).startsWith('language/'));
}

test('a finding has the code of its rule and a link to its page', async () => {
  await show(PROCESS);
  const all = await diagnostics(PROCESS, 'required/no-follow-up-step');
  const finding = all.find((one) => codeOf(one) === 'required/no-follow-up-step');
  const { code } = finding ?? {};
  assert(typeof code === 'object' && code.target.toString().includes('no-follow-up-step'), 'The finding has no link.');
  equal(finding?.source, 'salesflow', 'source');
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  await ask('waitFor', { in: 'page', selector: '.markers-panel .monaco-list-row' });
  await ask('screenshot', { name: 'findings' });
  await vscode.commands.executeCommand('workbench.action.closePanel');
});

test('keywords, names and strings are highlighted by their scopes', async () => {
  const editor = await show(PROCESS);
  cursorAt(editor, 'step Discovery');
  await vscode.commands.executeCommand('editor.action.inspectTMScopes');
  const [text = ''] = await until('the scopes', async () => {
    const texts = await ask('texts', { in: 'page', selector: '.token-inspect-widget' });
    return texts.some((one) => one.includes('scopes')) && texts;
  });
  assert(/(?:keyword|storage)\.[\w.]*salesflow/.test(text), `"step" has the scopes ${text}`);
  await vscode.commands.executeCommand('editor.action.inspectTMScopes');
  await ask('press', { keys: 'Escape' });
});

test('a completion is accepted and what it writes is right', async () => {
  const editor = await show(PROCESS);
  await replace(editor, 'helps Case, Terms', 'helps Case, ');
  cursorAt(editor, 'helps Case, ', 'after');
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  const labels = await until('suggestions', async () => {
    const texts = await ask('texts', { in: 'page', selector: '.suggest-widget .monaco-list-row .label-name' });
    return texts.length > 0 && texts;
  });
  assert(
    ['Security', 'Terms'].includes(labels[0] ?? ''),
    `First comes ${labels[0]}, not a stuck point that nothing helps.`,
  );
  await ask('screenshot', { name: 'completion' });
  await vscode.commands.executeCommand('acceptSelectedSuggestion');
  const line = await until(
    'the completion in the text',
    () => /helps Case, (\w+)/.exec(editor.document.getText())?.[1],
  );
  equal(line, labels[0], 'written');
  // What was written is no mistake: one made on purpose is the only one that is found.
  await replace(editor, 'within 14 days', 'within 14 dayz');
  await until('the mistake to be found', () => mistakes(editor.document.uri).length > 0);
  await replace(editor, 'within 14 dayz', 'within 14 days');
  await until('no mistake to be left', () => mistakes(editor.document.uri).length === 0);
  await restore();
});

test('a rename changes both files that use the name', async () => {
  const editor = await show('journey.salesflow');
  const position = cursorAt(editor, 'Sizing "Cannot');
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    editor.document.uri,
    position,
    'CostOfDelay',
  );
  equal(edit.entries().length, 2, 'files changed');
  const [declaration, use] = [await read('journey.salesflow'), await read(PROCESS)];
  await vscode.workspace.applyEdit(edit);
  await vscode.workspace.saveAll();
  equal(await read('journey.salesflow'), declaration.replace('stuck Sizing', 'stuck CostOfDelay'), 'declaration');
  equal(await read(PROCESS), use.replace('helps Sizing', 'helps CostOfDelay'), 'use');
});

test('formatting puts a line where it belongs', async () => {
  const editor = await show(PROCESS);
  await replace(editor, '    helps Fit', '  helps     Fit');
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await vscode.commands.executeCommand('editor.action.formatDocument');
  await until('the line to be formatted', () => editor.document.getText().includes('    helps Fit'));
  equal(editor.document.getText(), await read(PROCESS), 'the rest of the text');
  await restore();
});

test('a hover says what the name stands for', async () => {
  const editor = await show(PROCESS);
  cursorAt(editor, 'Sizing');
  await vscode.commands.executeCommand('editor.action.showHover');
  const text = await until('the hover', async () =>
    (await ask('texts', { in: 'page', selector: '.monaco-hover:not(.hidden) .hover-contents' })).find((one) =>
      one.includes('Cannot put a number'),
    ),
  );
  assert(text.length > 0, 'The hover is empty.');
  await ask('screenshot', { name: 'hover' });
  await ask('press', { keys: 'Escape' });
});

test('inlay hints show what a step takes over', async () => {
  const editor = await show(PROCESS);
  cursorAt(editor, 'step Discovery');
  const hints = await until('inlay hints', async () => {
    const all = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      editor.document.uri,
      new vscode.Range(0, 0, editor.document.lineCount, 0),
    );
    return all.length > 0 && all;
  });
  // The text is in sight only once: the hints stand between its words.
  await until('the hints between the words', async () => {
    const lines = await ask('texts', { in: 'page', selector: '.view-lines .view-line' });
    return lines.some((line) =>
      /step 1\s*Discovery "Hold the discovery call"\s*owner AE/.test(line.replaceAll('\u00a0', ' ')),
    );
  });
  await ask('screenshot', { name: 'inlay-hints' });
  await setting('salesflow.inlayHints.stepNumbers', false);
  await setting('salesflow.inlayHints.inheritedOwner', false);
  await setting('salesflow.inlayHints.inheritedCriteria', false);
  await until('the hints to go', async () => {
    const left = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      editor.document.uri,
      new vscode.Range(0, 0, editor.document.lineCount, 0),
    );
    return left.length < hints.length;
  });
  for (const name of ['stepNumbers', 'inheritedOwner', 'inheritedCriteria']) {
    await setting(`salesflow.inlayHints.${name}`, undefined);
  }
});

test('a code lens over a step shows its standards, and one over a stuck point leads to the steps that help', async () => {
  const editor = await show('journey.salesflow');
  cursorAt(editor, 'stage Aware');
  const selector = '.codelens-decoration a';
  await ask('waitFor', { in: 'page', selector });
  const lenses = await until('the lens', async () => {
    const texts = await ask('texts', { in: 'page', selector });
    return texts.some((text) => /helped by 1 step/i.test(text)) && texts;
  });
  await ask('click', {
    in: 'page',
    selector: `${selector} >> nth=${lenses.findIndex((text) => /helped by 1/i.test(text))}`,
  });
  await ask('waitFor', { in: 'page', selector: '.peekview-widget' });
  await ask('screenshot', { name: 'code-lens' });
  await ask('press', { keys: 'Escape' });
});

test('a quick fix puts its finding right', async () => {
  const editor = await show(PROCESS);
  const [finding] = (await diagnostics(PROCESS, 'required/no-follow-up-step')).filter(
    (one) => codeOf(one) === 'required/no-follow-up-step',
  );
  assert(finding !== undefined, 'There is no finding to fix.');
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
    50,
  );
  const action = actions.find((one) => one.edit !== undefined && one.title.startsWith('Fold it into'));
  assert(action?.edit !== undefined, `Only ${actions.map((one) => one.title).join(', ')} is offered.`);
  await vscode.workspace.applyEdit(action.edit);
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  assert(
    !vscode.languages.getDiagnostics(editor.document.uri).some((one) => codeOf(one).startsWith('language/')),
    'The text no longer parses.',
  );
  await restore();
});

test('safe fixes are applied on save', async () => {
  const usual = await read('fixes.salesflow');
  const editor = await show('fixes.salesflow');
  await diagnostics('fixes.salesflow', 'suppression/unused');
  await setting('editor.codeActionsOnSave', { 'source.fixAll.salesflow': 'explicit' });
  await replace(editor, '// a comment that stays', '// a comment that stays, changed');
  await editor.document.save();
  const text = await until('the fix', async () => {
    const saved = await read('fixes.salesflow');
    return !saved.includes('salesflow-ignore') && saved;
  });
  assert(text.includes('// a comment that stays, changed'), 'The comment was lost.');
  await setting('editor.codeActionsOnSave', undefined);
  await write('fixes.salesflow', usual);
});

test('an edit of the settings file takes effect at once', async () => {
  await show(PROCESS);
  await diagnostics(PROCESS, 'required/no-follow-up-step');
  const usual = await read('salesflow.config.json');
  await write(
    'salesflow.config.json',
    '{ "extends": "recommended", "rules": { "required/no-follow-up-step": "off" } }\n',
  );
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  await write('salesflow.config.json', usual);
  await diagnostics(PROCESS, 'required/no-follow-up-step');
});

test('a mistake in the settings file is shown there', async () => {
  const usual = await read('salesflow.config.json');
  const document = await vscode.workspace.openTextDocument(file('salesflow.config.json'));
  await vscode.window.showTextDocument(document);
  await write('salesflow.config.json', '{ "extend": "recommended" }\n');
  await until('a message', () => vscode.languages.getDiagnostics(file('salesflow.config.json')).length > 0);
  await write('salesflow.config.json', usual);
  await until('the message to go', () => vscode.languages.getDiagnostics(file('salesflow.config.json')).length === 0);
});
