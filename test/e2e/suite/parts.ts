import * as vscode from 'vscode';
import { closeAll, file, read, replace, show, write } from './editor.ts';
import { ask, assert, equal, host, test, until } from './harness.ts';

/** The extension's parts around the text: tree, walkthrough, wizard, Markdown, status. */

test('the tree shows journey, stuck points and steps', async () => {
  await show('new-business.salesflow');
  await vscode.commands.executeCommand('salesflow.processes.focus');
  // Only rows in sight exist: the files give way.
  const files = { in: 'page', selector: '.pane-header:has-text("salesflow-e2e")' } as const;
  await ask('click', files);
  const rows = await until('the rows', async () => {
    const texts = await ask('texts', { in: 'page', selector: '.customview-tree .monaco-list-row' });
    return texts.some((text) => text.includes('Cannot pass their security review')) && texts;
  });
  const order = [
    /^Mid-market evaluation\s*journey/,
    /^Sees the cost of slow onboarding/,
    /^Cannot put a number on the cost/,
    /^Hold the discovery call/,
    /^Compares ways to fix it\s*1 finding/,
    /^Cannot tell whether the product covers/,
    /^Show the product on the buyer's own workflow/,
    /^Cannot pass their security review[\s\S]*nothing helps/,
    /^Builds the case and commits/,
  ];
  for (const [index, row] of order.entries())
    assert(row.test(rows[index] ?? ''), `Row ${index + 1} is "${rows[index]}" of ${JSON.stringify(rows)}`);
  await ask('screenshot', { name: 'tree' });
  await ask('click', files);
});

test('the status item counts the findings', async () => {
  const [text = ''] = await until('the count', async () => {
    const texts = await ask('texts', { in: 'page', selector: '[id="salesflow.salesflow-vscode.salesflow.status"]' });
    return texts.some((one) => /Salesflow \d+/.test(one)) && texts;
  });
  assert(/Salesflow \d+/.test(text), `The status item says "${text}".`);
});

test('the walkthrough opens', async () => {
  await closeAll();
  await vscode.commands.executeCommand('salesflow.openWalkthrough');
  await ask('waitFor', { in: 'page', selector: 'text=Write your sales process from the buyer' });
  const steps = await until('the steps', async () => {
    const texts = await ask('texts', { in: 'page', selector: '.getting-started-step .step-title' });
    return texts.length >= 5 && texts;
  });
  equal(steps.length, 5, 'steps of the walkthrough');
  await ask('waitFor', { in: 'webview', selector: 'svg' });
  await ask('screenshot', { name: 'walkthrough' });
  await closeAll();
});

test('the wizard writes a process, settings are kept, and the picture opens', async () => {
  const settings = await read('salesflow.config.json');
  void vscode.commands.executeCommand('salesflow.newProcess');
  const answers = [
    'Renewals',
    '',
    'Plant manager',
    'Reviews the year, Decides',
    'Cannot tell what the product saved',
    'Review the savings of the year together',
    'Cannot change the contract alone',
    'Agree the new terms with the plant manager',
  ];
  for (const [index, answer] of answers.entries()) {
    await ask('waitFor', { in: 'page', selector: '.quick-input-widget:not([style*="display: none"]) input' });
    if (index >= 4)
      await until(
        'the question',
        async () => (await ask('texts', { in: 'page', selector: '.quick-input-message' })).length > 0,
      );
    if (answer !== '') {
      await ask('press', { keys: 'Control+a' });
      await ask('type', { text: answer });
    }
    await ask('press', { keys: 'Enter' });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const text = await until('the file', async () => read('renewals.salesflow').catch(() => undefined));
  assert(text.includes('process Renewals "Renewals"') && text.includes('persona PlantManager'), text);
  assert((await read('salesflow.config.json')) === settings, 'The settings file was overwritten.');
  await ask('waitFor', { in: 'webview', selector: 'svg.salesflow' });
  await ask('screenshot', { name: 'wizard' });
  await closeAll();
  await vscode.workspace.fs.delete(file('renewals.salesflow'));
});

test('an export from a CRM becomes a draft, and nothing is overwritten', async () => {
  await closeAll();
  const before = (await vscode.workspace.fs.readDirectory(file(''))).length;
  await write('stages.csv', 'Stage,Probability\nQualify,10\nPropose,40\n');
  void vscode.commands.executeCommand('salesflow.importFromCrm', file('stages.csv'));
  await ask('waitFor', { in: 'page', selector: '.quick-input-list .monaco-list-row:has-text("CSV")' });
  await ask('press', { keys: 'Enter' });
  const draft = await until('the draft', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.isUntitled && document.languageId === 'salesflow' && document;
  });
  assert(/step Qualify "Qualify"[\s\S]*step Propose "Propose"/.test(draft.getText()), draft.getText());
  await until('the draft to be checked', () => vscode.languages.getDiagnostics(draft.uri).length > 0);
  await vscode.workspace.fs.delete(file('stages.csv'));
  equal((await vscode.workspace.fs.readDirectory(file(''))).length, before, 'files');
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
});

test('the Markdown preview shows the picture of a fenced block', async () => {
  await show('playbook.md');
  await vscode.commands.executeCommand('markdown.showPreview');
  await ask('waitFor', { in: 'webview', selector: '.salesflow-picture img' });
  const [alt] = await ask('attributes', { in: 'webview', selector: '.salesflow-picture img', name: 'alt' });
  assert(typeof alt === 'string' && alt.length > 10, `The picture says "${alt}" to a screen reader.`);
  await ask('screenshot', { name: 'markdown' });
  await closeAll();
});

test('the language server restarts and goes on', async () => {
  await show('new-business.salesflow');
  await vscode.commands.executeCommand('salesflow.restartServer');
  await until('the outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      file('new-business.salesflow'),
    );
    return symbols?.some((one) => one.name.includes('NewBusiness'));
  });
});

test('a comparison with the last commit shows what changed, as a picture and in words', async () => {
  // The browser's extension host has no git.
  if (host() === 'web') return;
  const editor = await show('new-business.salesflow');
  await replace(editor, 'within 14 days', 'within 28 days');
  void vscode.commands.executeCommand('salesflow.compareWith');
  await ask('waitFor', {
    in: 'page',
    selector: '.quick-input-list .monaco-list-row:has-text("HEAD")',
  });
  await ask('press', { keys: 'Enter' });
  const pictures = { in: 'webview', marker: '.pictures' } as const;
  await ask('waitFor', { ...pictures, selector: '.pictures svg.salesflow' });
  const changes = await ask('texts', { ...pictures, selector: '.changes li' });
  assert(
    changes.some((text) => /28 days/.test(text)),
    `It says: ${changes.join(' ')}`,
  );
  await ask('screenshot', { name: 'compare' });
  await closeAll();
});

test('streamline shows the picture before and after, and makes the accepted changes', async () => {
  const editor = await show('new-business.salesflow');
  void vscode.commands.executeCommand('salesflow.streamline');
  await ask('waitFor', { in: 'page', selector: '.quick-input-list .monaco-list-row' });
  await ask('waitFor', { in: 'webview', marker: '.pictures', selector: '.pictures svg.salesflow' });
  await ask('screenshot', { name: 'streamline' });
  await ask('press', { keys: 'Enter' });
  await until('the step to be folded', () => !editor.document.getText().includes('step CheckIn'));
  await closeAll();
});

test('the command line runs as a task and its findings become problems', async () => {
  if (host() === 'web') return;
  const tasks = await vscode.tasks.fetchTasks({ type: 'salesflow' });
  const lint = tasks.find((task) => task.definition.command === 'lint');
  assert(lint !== undefined, `Tasks: ${tasks.map((task) => task.name).join(', ')}`);
  const ended = new Promise<number | undefined>((resolve) => {
    const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== lint.name) return;
      listener.dispose();
      resolve(exitCode);
    });
  });
  await vscode.tasks.executeTask(lint);
  const code = await ended;
  assert(code === 0 || code === 1, `The task ended with ${code}.`);
  await vscode.commands.executeCommand('workbench.action.closePanel');
});
