import * as vscode from 'vscode';
import type { Feature } from '../feature.ts';
import { command } from '../project.ts';

/** From an empty folder to a first overlay. */
export const walkthrough: Feature = ({ context }) =>
  command('salesflow.openWalkthrough', () =>
    vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`, false),
  );
