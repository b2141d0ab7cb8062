import type { TextDocumentPositionParams } from 'vscode-languageserver';
import type { ModelElement, ProjectModel } from '../model/model.ts';
import type { ElementId } from '../model/source.ts';
import type { Occurrence } from './occurrences.ts';
import type { Session } from './session.ts';

/** The name under the cursor and what it means. */
export interface Names {
  readonly id: ElementId;
  readonly occurrence: Occurrence;
  readonly element: ModelElement | undefined;
  readonly model: ProjectModel;
  readonly root: string;
}

/** What the name at a position stands for; `undefined` on anything that is no name. */
export function namesAt(session: Session, { textDocument, position }: TextDocumentPositionParams): Names | undefined {
  const document = session.files.document(textDocument.uri);
  if (!document) return undefined;
  const root = session.rootOf(textDocument.uri);
  const occurrence = session.files.occurrences(textDocument.uri)?.at(document.textDocument.offsetAt(position));
  if (!occurrence) return undefined;
  const model = session.model(root);
  return { id: occurrence.id, occurrence, element: model.element(occurrence.id), model, root };
}
