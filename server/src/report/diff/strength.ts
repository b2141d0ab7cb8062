import type {
  ActivityEvidence,
  ActivityState,
  DocumentEvidence,
  DocumentState,
  Duration,
  Evidence,
} from '../../model/evidence.ts';

/** How a piece of evidence compares with what it was: how much it asks for. */
export type Strength = 'same' | 'weaker' | 'stronger' | 'other';

const documentStates: readonly DocumentState[] = ['attached', 'sent', 'viewed', 'signed'];
const activityStates: readonly (readonly ActivityState[])[] = [
  ['scheduled', 'held'],
  ['scheduled', 'completed'],
  ['sent', 'replied'],
  ['sent', 'received'],
  ['logged', 'held'],
];

/**
 * Compares two pieces of evidence; none at all is the weakest, then `manual`.
 *
 * @param text how a piece is written, without regard to layout
 */
export function compareEvidence(
  before: Evidence | undefined,
  after: Evidence | undefined,
  text: (evidence: Evidence) => string,
): Strength {
  if (before === undefined || after === undefined) {
    return before === after ? 'same' : before === undefined ? 'stronger' : 'weaker';
  }
  if (text(before) === text(after)) return 'same';
  if (before.kind !== 'manual' && after.kind === 'manual') return 'weaker';
  if (before.kind === 'manual' && after.kind !== 'manual') return 'stronger';
  if (before.kind === 'and' || after.kind === 'and')
    return compareParts(partsOf(before, 'and'), partsOf(after, 'and'), text);
  if (before.kind === 'or' || after.kind === 'or')
    return flip(compareParts(partsOf(before, 'or'), partsOf(after, 'or'), text, flip));
  if (before.kind === 'not' && after.kind === 'not') return flip(compareEvidence(before.operand, after.operand, text));
  if (before.kind === 'document' && after.kind === 'document') return compareDocuments(before, after, text);
  if (before.kind === 'activity' && after.kind === 'activity') return compareActivities(before, after);
  return 'other';
}

function partsOf(evidence: Evidence, kind: 'and' | 'or'): readonly Evidence[] {
  return evidence.kind === kind ? evidence.operands : [evidence];
}

/** All parts must hold: one less is weaker, one more is stronger. */
function compareParts(
  before: readonly Evidence[],
  after: readonly Evidence[],
  text: (evidence: Evidence) => string,
  each: (strength: Strength) => Strength = (strength) => strength,
): Strength {
  const gone = before.filter((one) => !after.some((other) => text(other) === text(one)));
  const come = after.filter((one) => !before.some((other) => text(other) === text(one)));
  if (come.length === 0) return gone.length === 0 ? 'same' : 'weaker';
  if (gone.length === 0) return 'stronger';
  if (gone.length === 1 && come.length === 1) return each(compareEvidence(gone[0], come[0], text));
  return 'other';
}

function flip(strength: Strength): Strength {
  return strength === 'weaker' ? 'stronger' : strength === 'stronger' ? 'weaker' : strength;
}

function compareDocuments(
  before: DocumentEvidence,
  after: DocumentEvidence,
  text: (evidence: Evidence) => string,
): Strength {
  const name = (one: DocumentEvidence) => one.document?.text ?? one.label?.value ?? text(one);
  if (name(before) !== name(after)) return 'other';
  const states = documentStates.indexOf(after.state) - documentStates.indexOf(before.state);
  return combine([bySign(states), byParties(before.parties, after.parties)]);
}

function compareActivities(before: ActivityEvidence, after: ActivityEvidence): Strength {
  if (before.activity !== after.activity) return 'other';
  const label =
    before.label?.value === after.label?.value
      ? 'same'
      : after.label === undefined
        ? 'weaker'
        : before.label === undefined
          ? 'stronger'
          : 'other';
  return combine([
    label,
    byState(before.state, after.state),
    byParties(before.parties, after.parties),
    bySign((after.atLeast ?? 1) - (before.atLeast ?? 1)),
    byWithin(before.within, after.within),
  ]);
}

function byState(before: ActivityState, after: ActivityState): Strength {
  if (before === after) return 'same';
  const ladder = activityStates.find((states) => states.includes(before) && states.includes(after));
  return ladder ? bySign(ladder.indexOf(after) - ladder.indexOf(before)) : 'other';
}

function byParties(
  before: readonly { readonly text: string }[],
  after: readonly { readonly text: string }[],
): Strength {
  const [one, other] = [before.map(({ text }) => text), after.map(({ text }) => text)];
  const gone = one.filter((text) => !other.includes(text)).length;
  const come = other.filter((text) => !one.includes(text)).length;
  if (gone === 0 && come === 0) return 'same';
  if (come === 0) return 'weaker';
  return gone === 0 ? 'stronger' : 'other';
}

function byWithin(before: Duration | undefined, after: Duration | undefined): Strength {
  if (!before || !after) return before === after ? 'same' : after ? 'stronger' : 'weaker';
  return bySign(inHours(before) - inHours(after));
}

/** Positive asks for more. */
function bySign(difference: number): Strength {
  return difference === 0 ? 'same' : difference > 0 ? 'stronger' : 'weaker';
}

function combine(parts: readonly Strength[]): Strength {
  const different = [...new Set(parts.filter((part) => part !== 'same'))];
  if (different.length === 0) return 'same';
  return different.length === 1 ? different[0]! : 'other';
}

/** A month counts 30 days. */
export function inHours({ amount, unit }: Duration): number {
  return amount * { minutes: 1 / 60, hours: 1, days: 24, weeks: 168, months: 720 }[unit];
}
