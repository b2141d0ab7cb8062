import type { Process, ProjectModel } from '../../../model/model.ts';
import type { Backend } from '../../backend.ts';
import { describeDuration, describeEvidence, describeItem, titleOfRef } from '../../describe.ts';
import { importTables } from '../../import-csv.ts';
import { processStages, titleOf } from '../../stages.ts';
import { list, oneLine } from '../../text.ts';
import { chosenProcesses, documentOutput, processFiles } from '../document.ts';

/** A table per process for people with a spreadsheet: one row per step and outcome. */
export const csv: Backend = {
  id: 'csv',
  title: 'CSV',
  generate(model, options) {
    const { files, sourceMap } = processFiles(chosenProcesses(model, options), 'csv', (process) =>
      csvText(rows(process, model)),
    );
    return documentOutput(model, files, sourceMap);
  },
  read: (files) => importTables(files),
};

const head = [
  'Process',
  'Step',
  'CRM stage',
  'State',
  'Probability',
  'Forecast',
  'Owner',
  'Helps',
  'Do',
  'Exit criteria',
  'Proof',
  'Within',
  'If it stalls',
];

function rows(process: Process, model: ProjectModel): readonly (readonly string[])[] {
  const body = processStages(process).flatMap((stage) => {
    const shown = [titleOf(process), stage.label, stage.state, `${stage.probability}%`, stage.forecast];
    const [name = '', label = '', state = '', probability = '', forecast = ''] = shown;
    if (stage.steps.length === 0) {
      const element = stage.outcome ?? stage.hold;
      const does = element?.actions.map((action) => action.text.value).join('; ') ?? '';
      return [
        [
          name,
          element === undefined ? label : titleOf(element),
          label,
          stage.hold ? 'parked' : state,
          probability,
          forecast,
          '',
          '',
          does,
          '',
          '',
          '',
          '',
        ],
      ];
    }
    return stage.steps.map((step) => {
      const items = step.exit?.items ?? [];
      const owner = step.effectiveOwner;
      const plans = (step.otherwise?.plans ?? []).flatMap(({ action }) =>
        action.kind === 'follow-up' ? [action.text.value] : [],
      );
      return [
        name,
        titleOf(step),
        label,
        state,
        probability,
        forecast,
        owner === undefined ? '' : list(owner.roles.map((ref) => titleOfRef(ref, model))),
        step.helps.map((ref) => titleOfRef(ref, model)).join('; '),
        step.actions.map((action) => action.text.value).join('; '),
        items.map((item) => describeItem(item, model)).join('; '),
        items
          .flatMap((item) => (item.kind === 'any' ? item.criteria : [item]))
          .flatMap((item) => (item.proof ? [describeEvidence(item.proof, model)] : []))
          .join('; '),
        step.within === undefined ? '' : describeDuration(step.within),
        plans.join('; '),
      ];
    });
  });
  return [head, ...body];
}

/**
 * Rows as RFC 4180 text with CRLF.
 *
 * A cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or a line break) gets an
 * apostrophe in front: https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function csvText(table: readonly (readonly string[])[]): string {
  return table.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string): string {
  // Tested before white space is tidied, so that a leading tab does not slip through.
  const safe = /^[\s]*[=+\-@\t\r\n＝＋－＠]/u.test(value) ? `'${oneLine(value)}` : oneLine(value);
  return /[",\r\n;]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
