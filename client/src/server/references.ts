import * as vscode from 'vscode';
import type { ClientCommands } from '../../../server/src/lsp/protocol.ts';
import type { Feature } from '../feature.ts';
import { toRange } from './salesflow-server.ts';

/** "Helped by 2 steps" in the text: a code lens carries plain JSON, the peek view wants the editor's own types. */
export const references: Feature = () =>
  vscode.commands.registerCommand(
    'salesflow.showReferences',
    (...[uri, position, places]: ClientCommands['salesflow.showReferences']) =>
      vscode.commands.executeCommand(
        'editor.action.showReferences',
        vscode.Uri.parse(uri),
        new vscode.Position(position.line, position.character),
        places.map((place) => new vscode.Location(vscode.Uri.parse(place.uri), toRange(place.range))),
      ),
  );
