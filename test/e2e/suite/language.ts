import * as vscode from 'vscode';
import { codeOf, cursorAt, diagnostics, file, read, replace, restore, setting, show, THEMES, write } from './editor.ts';
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

/** The scopes of the text at a place, and the token type that the language server gives it. */
async function scopesAt(editor: vscode.TextEditor, text: string): Promise<string> {
  cursorAt(editor, text);
  await vscode.commands.executeCommand('editor.action.inspectTMScopes');
  const widget = await until(`the scopes of ${text}`, async () => {
    const [found] = await ask('texts', { in: 'page', selector: '.token-inspect-widget' });
    return found?.includes('scopes') && found;
  });
  await vscode.commands.executeCommand('editor.action.inspectTMScopes');
  await until('the scopes to go', async () => {
    const shown = await ask('texts', { in: 'page', selector: '.token-inspect-widget' });
    return shown.length === 0;
  });
  return widget;
}

test('keywords, names, texts, numbers and comments are highlighted by their scopes', async () => {
  const editor = await show(PROCESS);
  for (const [text, scope] of [
    ['step Discovery', /(?:keyword|storage)[\w.]*\.salesflow/],
    ['"Hold the discovery call"', /string\.quoted\.double\.salesflow/],
    ['14 days', /constant\.numeric\.salesflow/],
    ['Discovery "Hold', /entity\.name[\w.]*\.salesflow/],
  ] as const) {
    const found = await scopesAt(editor, text);
    assert(scope.test(found), `"${text}" has the scopes ${found}`);
  }
  const found = await scopesAt(await show('fixes.salesflow'), '// a comment');
  assert(/comment[\w.-]*\.salesflow/.test(found), `The comment has the scopes ${found}`);
});

test('names are coloured by what they stand for', async () => {
  const found = await scopesAt(await show(PROCESS), 'Sizing\n');
  assert(/semantic token type\s*event/.test(found), `A stuck point is ${found}`);
});

test('a fenced block in Markdown is highlighted as its language', async () => {
  const found = await scopesAt(await show('playbook.md'), 'stuck Cost');
  assert(/(?:keyword|storage)[\w.]*\.salesflow/.test(found), `"stuck" has the scopes ${found}`);
  assert(found.includes('meta.embedded.block.salesflow'), `The block has the scopes ${found}`);
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

test('a whole statement is completed, offered once, and compiles', async () => {
  const editor = await show(PROCESS);
  const end = 'whether they are still interested"\n';
  await replace(editor, end, `${end}    \n`);
  cursorAt(editor, `${end}    `, 'after');
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  const selector = '.suggest-widget .monaco-list-row .label-name';
  const labels = await until('suggestions', async () => {
    const texts = await ask('texts', { in: 'page', selector });
    return texts.includes('otherwise') && texts;
  });
  equal(labels.slice(0, 2), ['exit', 'otherwise'], 'what the step lacks comes first');
  equal(labels.length, new Set(labels).size, 'each is offered once');
  await vscode.commands.executeCommand('acceptSelectedSuggestion');
  await until('the statement', () => /exit \{\s+done ".+" proof meeting/.test(editor.document.getText()));
  await vscode.commands.executeCommand('leaveSnippet');
  await replace(editor, 'within 14 days', 'within 14 dayz');
  await until('the mistake to be found', () => mistakes(editor.document.uri).length > 0);
  await replace(editor, 'within 14 dayz', 'within 14 days');
  await until('no mistake to be left', () => mistakes(editor.document.uri).length === 0);
  await restore();
});

test('a rename changes both files that use the name', async () => {
  const [declaration, use] = [await read('journey.salesflow'), await read(PROCESS)];
  const editor = await show('journey.salesflow');
  cursorAt(editor, 'Sizing "Cannot');
  // It ends only once the new name is given.
  void vscode.commands.executeCommand('editor.action.rename');
  await ask('waitFor', { in: 'page', selector: '.rename-box input:focus' });
  await ask('press', { keys: 'Control+a' });
  await ask('type', { text: 'CostOfDelay' });
  await ask('press', { keys: 'Enter' });
  // The editor may save what it renames, so that whether a file is saved tells nothing.
  const texts = () => vscode.workspace.textDocuments.map((document) => document.getText());
  await until('both files to change', () => texts().filter((text) => text.includes('CostOfDelay')).length === 2);
  await vscode.workspace.saveAll();
  // While the editor saves on its own as well, a file may be empty for a moment.
  await until('both files to be written', async () => {
    const written = [await read('journey.salesflow'), await read(PROCESS)];
    return written.every((text) => text.includes('CostOfDelay'));
  });
  equal(await read('journey.salesflow'), declaration.replace('stuck Sizing', 'stuck CostOfDelay'), 'declaration');
  equal(await read(PROCESS), use.replace('helps Sizing', 'helps CostOfDelay'), 'use');
});

test('a rename to a name that is taken is refused, with the place of the other', async () => {
  const editor = await show('journey.salesflow');
  const stage = cursorAt(editor, 'Aware "');
  const message = await vscode.commands
    .executeCommand('vscode.executeDocumentRenameProvider', editor.document.uri, stage, 'Decide')
    .then(
      () => '',
      (error: Error) => error.message,
    );
  assert(/already a journey stage called "Decide" \(journey\.salesflow, line \d+\)/.test(message), message);
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

test('a quick fix from the light bulb puts its finding right', async () => {
  const editor = await show(PROCESS);
  const finding = (await diagnostics(PROCESS, 'required/no-follow-up-step')).find(
    (one) => codeOf(one) === 'required/no-follow-up-step',
  );
  assert(finding !== undefined, 'There is no finding to fix.');
  editor.selection = new vscode.Selection(finding.range.start, finding.range.start);
  editor.revealRange(finding.range, vscode.TextEditorRevealType.InCenter);
  const row = { in: 'page', selector: '.action-widget .monaco-list-row:has-text("Fold it into")' } as const;
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await until('the menu at the light bulb', async () => {
    void vscode.commands.executeCommand('editor.action.quickFix');
    return ask('waitFor', { ...row, timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
  await ask('screenshot', { name: 'quick-fix' });
  await ask('click', row);
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  assert(!editor.document.getText().includes('step CheckIn'), 'The step is still there.');
  equal(mistakes(editor.document.uri).length, 0, 'mistakes of the language');
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

test('an edit of the settings file counts before it is saved', async () => {
  await show(PROCESS);
  await diagnostics(PROCESS, 'required/no-follow-up-step');
  const editor = await show('salesflow.config.json');
  const usual = editor.document.getText();
  await replace(editor, usual, '{ "extends": "recommended", "rules": { "required/*": "off" } }\n');
  await diagnostics(PROCESS, 'required/no-follow-up-step', false);
  await replace(editor, editor.document.getText(), usual);
  await diagnostics(PROCESS, 'required/no-follow-up-step');
  await restore();
});

test('a text that only looks like a file of the project, such as the old side of a comparison, is not checked', async () => {
  const provider = vscode.workspace.registerTextDocumentContentProvider('before', {
    provideTextDocumentContent: () => 'process Before "Before" for Nobody {\n  owner Nobody\n}\n',
  });
  const before = vscode.Uri.parse('before:/new-business.salesflow');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(before));
  // What is asked after it is answered after it.
  const untitled = await vscode.workspace.openTextDocument({
    language: 'salesflow',
    content: 'process P "P" for Nobody {\n}\n',
  });
  await vscode.window.showTextDocument(untitled);
  await until('the file never saved to be checked', () => mistakes(untitled.uri).length > 0);
  equal(vscode.languages.getDiagnostics(before).length, 0, 'findings');
  provider.dispose();
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('copies in hidden folders, and those that git leaves out, do not count, and folders that come and go do', async () => {
  const [people, usual] = [await read('people.salesflow'), await read('.gitignore')];
  await show('people.salesflow');
  await write('.gitignore', `${usual}\ncopies/\n`);
  for (const folder of ['.history', 'copies', 'more']) await write(`${folder}/people.salesflow`, people);
  await diagnostics('people.salesflow', 'language/duplicate-name');
  await vscode.workspace.fs.delete(file('more'), { recursive: true });
  await diagnostics('people.salesflow', 'language/duplicate-name', false);
  await write('.gitignore', usual);
  await diagnostics('people.salesflow', 'language/duplicate-name');
  await vscode.workspace.fs.delete(file('copies'), { recursive: true });
  await diagnostics('people.salesflow', 'language/duplicate-name', false);
  await vscode.workspace.fs.rename(file('.history'), file('shown'));
  await diagnostics('people.salesflow', 'language/duplicate-name');
  await restore();
  await diagnostics('people.salesflow', 'language/duplicate-name', false);
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

for (const [name, theme] of THEMES) {
  test(`text, hints, lenses, findings and tree are legible in the ${name} theme`, async () => {
    await setting('workbench.colorTheme', theme);
    const editor = await show(PROCESS);
    await diagnostics(PROCESS, 'required/no-follow-up-step');
    await vscode.commands.executeCommand('salesflow.processes.focus');
    await ask('waitFor', { in: 'page', selector: '.customview-tree .monaco-list-row' });
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    cursorAt(editor, 'Demo "Show');
    await ask('waitFor', { in: 'page', selector: '.codelens-decoration' });
    await vscode.commands.executeCommand('editor.action.showHover');
    await ask('waitFor', { in: 'page', selector: '.monaco-hover:not(.hidden) .hover-contents' });
    // It fades in.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await ask('screenshot', { name: `text-${name}` });
    await ask('press', { keys: 'Escape' });
    await setting('workbench.colorTheme', undefined);
  });
}
