import * as vscode from 'vscode';
import type { Feature } from '../feature.ts';
import { command, LANGUAGE } from '../project.ts';

const KIND = vscode.CodeActionKind.SourceFixAll.append(LANGUAGE);

/** Every safe fix of the file, as on save with `"source.fixAll.salesflow": "explicit"`. */
export const fixAll: Feature = () =>
  command('salesflow.fixAll', async () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE) throw new Error('Open a .salesflow file first.');
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      editor.document.uri,
      whole,
      KIND.value,
      1,
    );
    const edit = actions.find((action) => action.edit !== undefined)?.edit;
    if (edit === undefined) {
      void vscode.window.showInformationMessage('No safe fix applies to this file.');
      return;
    }
    await vscode.workspace.applyEdit(edit);
  });
