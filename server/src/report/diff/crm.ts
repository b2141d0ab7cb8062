import type { CrmStage, Declared, HoldPlace, Outcome, Process, Step } from '../../model/model.ts';
import { name, type ProcessChange, type Words } from './change.ts';
import { titleOf } from './view.ts';

type WithStage = Step | Outcome | HoldPlace;

/** The CRM stage a part of a process shows as. */
export function stageLabel(part: Declared & { readonly crm: CrmStage | undefined }): string {
  return part.crm?.label?.value ?? titleOf(part);
}

/** Every CRM stage of a process once. */
export function stageLabels(process: Process): Set<string> {
  return new Set([...process.steps, ...process.holds, ...process.outcomes].map(stageLabel));
}

/** What changed in how the CRM shows a part that is still there. */
export function diffCrmStage(
  before: WithStage,
  after: WithStage,
  processBefore: Process,
  processAfter: Process,
): ProcessChange[] {
  const changes: ProcessChange[] = [];
  const base = {
    subject: 'crm',
    process: processAfter.name,
    id: after.id,
    path: `${processAfter.name}/${after.name}`,
  } as const;
  const title = titleOf(after);
  const [was, is] = [stageLabel(before), stageLabel(after)];
  if (was !== is) {
    const gone = !stageLabels(processAfter).has(was);
    const fresh = !stageLabels(processBefore).has(is);
    const consequence: Words = gone
      ? fresh
        ? ['Rename the CRM stage ', name(was), ' to ', name(is), ', or move its open deals there.']
        : ['Move the open deals of CRM stage ', name(was), ' to ', name(is), ': the old stage is no longer used.']
      : ['Check which open deals of CRM stage ', name(was), ' belong in ', name(is), '.'];
    changes.push({
      ...base,
      kind: gone && fresh ? 'renamed' : 'changed',
      words: ['The CRM stage of ', name(title), ' is now ', name(is), ', before ', name(was), '.'],
      consequences: [consequence],
    });
  }
  const [oldChance, newChance] = [before.crm?.probability?.value, after.crm?.probability?.value];
  if (oldChance !== newChance) {
    const say = (value: number | undefined) => (value === undefined ? 'none' : `${value}%`);
    changes.push({
      ...base,
      kind: 'changed',
      words: ['The probability of ', name(title), ` is now ${say(newChance)}, before ${say(oldChance)}.`],
      consequences: [['The weighted forecast of every deal there changes.']],
    });
  }
  const [oldForecast, newForecast] = [before.crm?.forecast?.value, after.crm?.forecast?.value];
  if (oldForecast !== newForecast) {
    changes.push({
      ...base,
      kind: 'changed',
      words: [
        'The forecast category of ',
        name(title),
        ` is now ${newForecast ?? 'the default'}, before ${oldForecast ?? 'the default'}.`,
      ],
      consequences: [],
    });
  }
  return changes;
}

/** What follows for deals in the CRM when a part is gone. */
export function migration(part: WithStage, process: Process): Words[] {
  const label = stageLabel(part);
  if (stageLabels(process).has(label)) return [];
  return [['Open deals in CRM stage ', name(label), ' must be moved to another stage before it is retired.']];
}
