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

/** A plan in the language. What it leads to is there: what read the plan has made sure of it. */
export function planText({ trigger, action }: SnapshotPlan, places: Places): string {
  switch (action.kind) {
    case 'follow-up':
      return `${trigger} follow-up ${quote(action.text)}`;
    case 'return': {
      const because = action.because === undefined ? '' : ` because ${quote(action.because)}`;
      return `${trigger} return to ${places.stage(action.to)}${because}`;
    }
    case 'hold':
      return `${trigger} hold${action.place === undefined ? '' : ` as ${places.stage(action.place)}`}`;
    case 'lose':
    case 'disqualify':
      return `${trigger} ${action.kind} as ${places.reason(action.stage, action.reason)}`;
  }
}
