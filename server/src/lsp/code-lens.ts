import type { CodeLens } from 'vscode-languageserver';
import type { Finding } from '../model/finding.ts';
import type { ProjectModel, Step } from '../model/model.ts';
import { type Score, scorecard } from '../model/scorecard.ts';
import { locationOf, rangeOf } from './convert.ts';
import { helpersOf } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import type { ClientCommands } from './protocol.ts';

const TITLES: Readonly<Record<Score['standard'], string>> = {
  required: 'Required',
  factual: 'Factual',
  inspectable: 'Inspectable',
  'buyer-centric': 'Buyer-centric',
};

/** Above each step its four standards, above each stuck point the steps that help, above each process its preview. */
export const codeLens: Feature = {
  capabilities: { codeLensProvider: { resolveProvider: false } },
  register(context) {
    const { connection, session, abilities } = context;
    connection.onCodeLens(
      whenReady(context, ({ textDocument: { uri } }): CodeLens[] => {
        const model = session.model(session.rootOf(uri));
        const file = model.file(uri);
        if (!file) return [];
        const { scorecard, helpedBy, preview } = session.settings.codeLens;
        const lenses: CodeLens[] = [];
        const findings = scorecard ? session.findings(uri) : [];
        for (const process of model.processes) {
          if (process.span.uri !== uri) continue;
          // A lens that only opens something is of no use where nothing opens.
          if (preview && abilities.extensions) {
            const args: ClientCommands['salesflow.openPreviewToSide'] = [{ uri, process: process.name }];
            lenses.push({
              range: rangeOf(file, process.nameSpan),
              command: { title: 'Open preview', command: 'salesflow.openPreviewToSide', arguments: [...args] },
            });
          }
          if (!scorecard) continue;
          for (const step of process.steps) {
            // An inherited step has its lens where it is declared.
            if (step.origin === 'inherited' || step.origin === 'changed' || step.span.uri !== uri) continue;
            lenses.push({
              range: rangeOf(file, step.nameSpan),
              command: { title: scorecardOf(step, findings, model), command: '' },
            });
          }
        }
        if (helpedBy) {
          for (const stuck of model.journeys.flatMap(({ stages }) => stages.flatMap((stage) => stage.stuck))) {
            if (stuck.span.uri !== uri) continue;
            const range = rangeOf(file, stuck.nameSpan);
            const places = helpersOf(stuck, model).flatMap(
              (step) => locationOf((each) => model.file(each), step.nameSpan) ?? [],
            );
            const title =
              places.length === 0
                ? 'No step helps the buyer here'
                : `Helped by ${places.length} ${places.length === 1 ? 'step' : 'steps'}`;
            const args: ClientCommands['salesflow.showReferences'] = [uri, range.start, places];
            lenses.push({
              range,
              command:
                places.length === 0 || !abilities.extensions
                  ? { title, command: '' }
                  : { title, command: 'salesflow.showReferences', arguments: [...args] },
            });
          }
        }
        return lenses;
      }),
    );
  },
};

/** Which standards the step passes, and how many findings are against it where it does not. */
function scorecardOf(step: Step, findings: readonly Finding[], model: ProjectModel): string {
  const { start, end } = step.span;
  const own = findings.filter(({ span }) => span.start >= start && span.end <= end);
  return scorecard(step, model, own)
    .map(({ standard, passes, against }) => {
      if (passes) return `✓ ${TITLES[standard]}`;
      return against > 0 ? `✗ ${TITLES[standard]} (${against})` : `✗ ${TITLES[standard]}`;
    })
    .join('  ');
}
