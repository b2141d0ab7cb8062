import { quote } from '../../base/strings.ts';
import type { SnapshotPlan, SnapshotStage } from '../snapshot.ts';
import { DeclaredNames } from './names.ts';

/** A reason for losing under the name it is declared by. */
export interface NamedReason {
  readonly name: string;
  readonly label: string;
  readonly needsNote: boolean;
}

/** What the stages and reasons of a process are called in the draft. */
export interface Places {
  /** Name of the stage of that label. */
  stage(label: string): string;
  reasons(stage: SnapshotStage): readonly NamedReason[];
  /** Name of a reason, given the labels of its stage and its own. */
  reason(stage: string, label: string): string;
}

/** Names for the reasons of a process, each once, so that a plan can refer to them. */
export function placesOf(named: readonly { readonly stage: SnapshotStage; readonly name: string }[]): Places {
  const taken = new DeclaredNames();
  const reasons = new Map(
    named.map(({ stage }) => [
      stage.label,
      (stage.reasons ?? []).map((reason) => ({ ...reason, name: taken.pascal(reason.label, 'Reason') })),
    ]),
  );
  return {
    stage: (label) => named.find(({ stage }) => stage.label === label)?.name ?? '',
    reasons: ({ label }) => reasons.get(label) ?? [],
    reason: (stage, label) => reasons.get(stage)?.find((reason) => reason.label === label)?.name ?? '',
  };
}

/** How a draft says what plans depend on. */
export interface PlanWords {
  /** A condition in words as evidence. */
  condition(words: string): string | undefined;
  /** Reference of the field of that label. */
  field(label: string): string | undefined;
}

/** A plan in the language; `undefined` where its condition, or the field it waits for, cannot be said. */
export function planText(plan: SnapshotPlan, places: Places, words: PlanWords): string | undefined {
  const when = plan.condition === undefined ? '' : words.condition(plan.condition);
  const action = actionText(plan.action, places, words);
  if (when === undefined || action === undefined) return undefined;
  return [plan.trigger, when === '' ? '' : `when ${when}`, action].filter((part) => part !== '').join(' ');
}

function actionText(action: SnapshotPlan['action'], places: Places, words: PlanWords): string | undefined {
  switch (action.kind) {
    case 'follow-up':
      return `follow-up ${quote(action.text)}`;
    case 'return': {
      const because = action.because === undefined ? '' : ` because ${quote(action.because)}`;
      return `return to ${places.stage(action.to)}${because}`;
    }
    case 'hold': {
      const until = action.until === undefined ? '' : words.field(action.until);
      if (until === undefined) return undefined;
      const place = action.place === undefined ? '' : ` as ${places.stage(action.place)}`;
      return `hold${place}${until === '' ? '' : ` until ${until}`}`;
    }
    case 'lose':
    case 'disqualify':
      return `${action.kind} as ${places.reason(action.stage, action.reason)}`;
  }
}
