import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { ModelElement, Process } from '../model/model.ts';
import { rangeOf } from './convert.ts';
import { describeElement } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import { InCrms, processAt } from './in-crms.ts';
import { keywordHelpAt } from './keywords.ts';
import { namesAt } from './names.ts';

/** What a name stands for: its doc comment, the facts around it, how CRMs show it, and a small picture of the journey. */
export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register(context) {
    const { connection, session } = context;
    connection.onHover(
      whenReady(context, (params): Hover | null => {
        const { uri } = params.textDocument;
        const file = session.model(session.rootOf(uri)).file(uri);
        if (!file) return null;
        const names = namesAt(session, params);
        if (names?.element) {
          const { model, root } = names;
          const offset = names.occurrence.span.start;
          const process = processAt(model, uri, offset);
          const element = process ? inVariant(names.element, process, offset) : names.element;
          const value = describeElement(element, model, InCrms.of(model, process, session.configs.backends(root)));
          return { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(file, names.occurrence.span) };
        }
        const help = keywordHelpAt(session.files.whole(uri), file.offsetAt(params.position));
        if (!help) return null;
        return { contents: { kind: MarkupKind.Markdown, value: help.text }, range: rangeOf(file, help) };
      }),
    );
  },
};

/** Where a variant changes a step, the step as it is there. */
function inVariant(element: ModelElement, process: Process, offset: number): ModelElement {
  if (element.kind !== 'step' || !process.variantOf) return element;
  const change = process.changes.find(({ span }) => span.start <= offset && offset <= span.end);
  const step = process.steps.find(({ id }) => id === change?.step);
  return step?.name === element.name ? step : element;
}
