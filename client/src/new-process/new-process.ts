import * as vscode from 'vscode';
import type { Feature } from '../feature.ts';
import { CONFIG_FILE, command, currentFolder, exists } from '../project.ts';
import { Names } from './names.ts';
import { type Answers, firstProcess, type StageAnswer } from './template.ts';

const USUAL_STAGES = ['Sees the problem', 'Compares ways to solve it', 'Makes the case and commits'];

/** A good start from a few questions; leaving any of them changes nothing. */
export const newProcess: Feature = () =>
  command('salesflow.newProcess', async (chosen?: vscode.Uri) => {
    const answers = await ask();
    if (answers === undefined) return;
    const text = firstProcess(answers);
    const folder = currentFolder(chosen);
    if (folder === undefined) {
      await vscode.window.showTextDocument(
        await vscode.workspace.openTextDocument({ language: 'salesflow', content: text }),
      );
      return;
    }
    const place = await freeName(folder, answers.title);
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode(text));
    const settings = vscode.Uri.joinPath(vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder, CONFIG_FILE);
    if (!(await exists(settings))) {
      await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode('{\n  "extends": "recommended"\n}\n'));
    }
    const { document } = await vscode.window.showTextDocument(place);
    await vscode.commands.executeCommand('editor.action.formatDocument');
    await document.save();
    await vscode.commands.executeCommand('salesflow.openPreviewToSide');
  });

async function ask(): Promise<Answers | undefined> {
  const title = await question(1, 'What do you call this process?', 'New business');
  if (title === undefined) return undefined;
  const seller = await question(2, 'Who sells? Give the role.', 'Account executive');
  if (seller === undefined) return undefined;
  const buyer = await question(3, 'Who buys? Give the role of the person you deal with most.', 'Head of operations');
  if (buyer === undefined) return undefined;
  const path = await question(
    4,
    'Which stages does the buyer go through? Separate them by commas.',
    USUAL_STAGES.join(', '),
  );
  if (path === undefined) return undefined;
  const titles = path
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const stages: StageAnswer[] = [];
  for (const stage of titles) {
    const stuck = await question(
      5,
      `"${stage}": where can the buyer not move on without your help? Leave empty if nowhere.`,
      '',
      true,
    );
    if (stuck === undefined) return undefined;
    const help = stuck === '' ? '' : await question(6, `"${stage}": what does your rep do about it?`, '', true);
    if (help === undefined) return undefined;
    stages.push({ title: stage, stuck, help });
  }
  return { title, seller, buyer, stages };
}

async function question(step: number, prompt: string, value: string, mayBeEmpty = false): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: `New process (${step} of 6)`,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (mayBeEmpty || text.trim() !== '' ? undefined : 'Please answer in a few words.'),
  });
  return answer?.trim();
}

async function freeName(folder: vscode.Uri, title: string): Promise<vscode.Uri> {
  const base = new Names()
    .of(title, 'Process')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase();
  for (let count = 1; ; count++) {
    const place = vscode.Uri.joinPath(folder, `${base}${count === 1 ? '' : `-${count}`}.salesflow`);
    if (!(await exists(place))) return place;
  }
}
