import type { Plan, ProjectModel } from '../model/model.ts';
import { describeDuration, describeEvidence, titleOfRef } from './describe.ts';
import { list } from './text.ts';

/** What happens when the stage is not left, in words. */
export function planLine(plan: Plan, model: ProjectModel): string {
  const { trigger, action } = plan;
  const condition = trigger.when ? `when ${describeEvidence(trigger.when, model)}` : '';
  const time =
    trigger.kind === 'when'
      ? ''
      : `${trigger.kind} ${describeDuration(trigger.duration)}${trigger.idle ? ' without activity' : ''}`;
  const when = [time, condition].filter((part) => part !== '').join(' ');
  return `${when.charAt(0).toUpperCase()}${when.slice(1)}: ${planAction(action, model)}`;
}

function planAction(action: Plan['action'], model: ProjectModel): string {
  switch (action.kind) {
    case 'follow-up':
      return `${action.text.value}${action.by.length > 0 ? ` (${list(action.by.map((role) => titleOfRef(role, model)))})` : ''}`;
    case 'return':
      return `return to ${titleOfRef(action.step, model)}${action.because ? `, because ${action.because.value}` : ''}`;
    case 'hold': {
      const place = action.place ? ` in ${titleOfRef(action.place, model)}` : '';
      return `put on hold${place}${action.until ? ` until ${titleOfRef(action.until, model)}` : ''}`;
    }
    case 'lose':
      return `close as lost: ${titleOfRef(action.reason, model)}`;
    case 'disqualify':
      return `disqualify: ${titleOfRef(action.reason, model)}`;
  }
}
