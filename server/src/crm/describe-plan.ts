import type { Plan, ProjectModel } from '../model/model.ts';
import type { Ref } from '../model/source.ts';
import { describeDuration, describeEvidence, titleOfRef } from './describe.ts';
import { list } from './text.ts';

/**
 * What happens when the stage is not left, in words.
 *
 * @param shown what a step or parking place is called where the words are read, unless by its own title
 */
export function planLine(
  plan: Plan,
  model: ProjectModel,
  shown: (place: Ref) => string | undefined = () => undefined,
): string {
  const { trigger, action } = plan;
  const condition = trigger.when ? `when ${describeEvidence(trigger.when, model)}` : '';
  const time =
    trigger.kind === 'when'
      ? ''
      : `${trigger.kind} ${describeDuration(trigger.duration)}${trigger.idle ? ' without activity' : ''}`;
  const when = [time, condition].filter((part) => part !== '').join(' ');
  return `${when.charAt(0).toUpperCase()}${when.slice(1)}: ${planAction(action, model, (place) => shown(place) ?? titleOfRef(place, model))}`;
}

function planAction(action: Plan['action'], model: ProjectModel, place: (ref: Ref) => string): string {
  switch (action.kind) {
    case 'follow-up':
      return `${action.text.value}${action.by.length > 0 ? ` (${list(action.by.map((role) => titleOfRef(role, model)))})` : ''}`;
    case 'return':
      return `return to ${place(action.step)}${action.because ? `, because ${action.because.value}` : ''}`;
    case 'hold': {
      const where = action.place ? ` in ${place(action.place)}` : '';
      return `put on hold${where}${action.until ? ` until ${titleOfRef(action.until, model)}` : ''}`;
    }
    case 'lose':
      return `close as lost: ${titleOfRef(action.reason, model)}`;
    case 'disqualify':
      return `disqualify: ${titleOfRef(action.reason, model)}`;
  }
}
