import type { CrmStage, ForecastCategory, HoldPlace, Outcome, Process, Step } from '../model/model.ts';
import type { Span } from '../model/source.ts';
import { cut, oneLine } from './text.ts';

/** One stage of a process as a CRM shows it: consecutive steps may share one. */
export interface ProcessStage {
  readonly label: string;
  /** Where a finding on the label belongs: the label's literal, or the name it was derived from. */
  readonly labelSpan: Span;
  readonly state: 'open' | 'won' | 'lost';
  /** Percent, 0 to 100: as written, or filled in between its neighbours. */
  readonly probability: number;
  /** Where the probability is written; `undefined` where it was filled in. */
  readonly probabilitySpan: Span | undefined;
  readonly forecast: ForecastCategory;
  /** Doc comment of the first element of the stage. */
  readonly description: string | undefined;
  /** Empty for outcomes and parking places. */
  readonly steps: readonly Step[];
  readonly outcome: Outcome | undefined;
  readonly hold: HoldPlace | undefined;
}

/** What is known of a stage before the probabilities are filled in. */
interface Draft extends Omit<ProcessStage, 'probability' | 'steps'> {
  readonly probability: number | undefined;
  readonly steps: Step[];
}

/** How a declaration is called where a person reads it. */
export function titleOf(declared: {
  readonly name: string;
  readonly label: { readonly value: string } | undefined;
}): string {
  return oneLine(declared.label?.value ?? '') || declared.name;
}

/**
 * The stages of a process in CRM order: open steps, parking places, then outcomes as the source lists them.
 *
 * Steps after the sale become stages only where they name one, because CRMs close a record when it is won. A label
 * that comes back later in the process (not next to its like) gets a number, so that labels are unique whatever the
 * letter case; {@link repeatedStageLabels} finds them.
 */
export function processStages(process: Process): readonly ProcessStage[] {
  const open: Draft[] = [];
  for (const step of process.steps) {
    if (step.afterWon) continue;
    const draft = stepDraft(step, 'open');
    const last = open.at(-1);
    if (last !== undefined && same(last.label, draft.label)) {
      last.steps.push(step);
      open[open.length - 1] = {
        ...last,
        probability: last.probability ?? draft.probability,
        probabilitySpan: last.probabilitySpan ?? draft.probabilitySpan,
      };
    } else open.push(draft);
  }
  const holds = process.holds.map((hold) => holdDraft(hold));
  const outcomes = process.outcomes.map((outcome) => outcomeDraft(outcome));
  const after: Draft[] = process.steps
    .filter((step) => step.afterWon && step.crm?.label !== undefined)
    .map((step) => ({ ...stepDraft(step, 'won'), forecast: 'closed' as const, probability: 100 }));
  const lastWon = outcomes.findLastIndex((stage) => stage.state === 'won');
  const ordered = [
    ...fillProbabilities(open),
    ...holds,
    ...outcomes.slice(0, lastWon + 1),
    ...after,
    ...outcomes.slice(lastWon + 1),
  ];
  return uniqueLabels(ordered).map((stage) => ({ ...stage, probability: stage.probability ?? 10 }));
}

/** Stages whose label was already used by another stage of the process, with that stage. */
export function repeatedStageLabels(
  process: Process,
): readonly { readonly stage: ProcessStage; readonly first: ProcessStage; readonly written: string }[] {
  const seen = new Map<string, ProcessStage>();
  const repeated: { stage: ProcessStage; first: ProcessStage; written: string }[] = [];
  for (const stage of processStages(process)) {
    const written = writtenLabel(stage);
    const first = seen.get(written.toLowerCase());
    if (first === undefined) seen.set(written.toLowerCase(), stage);
    else repeated.push({ stage, first, written });
  }
  return repeated;
}

function writtenLabel(stage: ProcessStage): string {
  const element = stage.steps[0] ?? stage.hold ?? stage.outcome;
  return element === undefined ? stage.label : oneLine(element.crm?.label?.value ?? '') || titleOf(element);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function stepDraft(step: Step, state: 'open' | 'won'): Draft {
  return {
    ...shown(step),
    state,
    forecast: step.crm?.forecast?.value ?? 'pipeline',
    steps: [step],
    outcome: undefined,
    hold: undefined,
  };
}

function holdDraft(hold: HoldPlace): Draft {
  return {
    ...shown(hold),
    state: 'open',
    forecast: hold.crm?.forecast?.value ?? 'omitted',
    steps: [],
    outcome: undefined,
    hold,
  };
}

function outcomeDraft(outcome: Outcome): Draft {
  const won = outcome.outcome === 'won';
  return {
    ...shown(outcome),
    state: won ? 'won' : 'lost',
    probability: won ? 100 : 0,
    forecast: outcome.crm?.forecast?.value ?? (won ? 'closed' : 'omitted'),
    steps: [],
    outcome,
    hold: undefined,
  };
}

/** What the three kinds of stages take from their declaration in the same way. */
function shown(element: {
  readonly name: string;
  readonly label: { readonly value: string; readonly span: Span } | undefined;
  readonly nameSpan: Span;
  readonly doc: string | undefined;
  readonly crm: CrmStage | undefined;
}): Pick<Draft, 'label' | 'labelSpan' | 'probability' | 'probabilitySpan' | 'description'> {
  const crmLabel = oneLine(element.crm?.label?.value ?? '');
  return {
    label: crmLabel || titleOf(element),
    labelSpan: (crmLabel ? element.crm?.label?.span : element.label?.span) ?? element.nameSpan,
    probability: element.crm?.probability?.value,
    probabilitySpan: element.crm?.probability?.span,
    description: element.doc,
  };
}

/**
 * Fills in missing probabilities evenly between their written neighbours (0 before the first, 100 after the last), in
 * tens, because that is what every CRM can hold.
 */
function fillProbabilities(stages: readonly Draft[]): Draft[] {
  return stages.map((stage, index) => {
    if (stage.probability !== undefined) return stage;
    let before = index - 1;
    while (before >= 0 && stages[before]?.probability === undefined) before--;
    let after = index + 1;
    while (after < stages.length && stages[after]?.probability === undefined) after++;
    const low = stages[before]?.probability ?? 0;
    const high = stages[after]?.probability ?? 100;
    const even = low + ((high - low) * (index - before)) / (after - before);
    return { ...stage, probability: Math.min(90, Math.max(10, Math.round(even / 10) * 10)) };
  });
}

/** Numbers labels that would be the same in any letter case, or once they are cut at the width CRMs hold. */
function uniqueLabels(stages: readonly Draft[]): Draft[] {
  const key = (label: string) => cut(label, 255).toLowerCase();
  const taken = new Set(stages.map((stage) => key(stage.label)));
  const seen = new Set<string>();
  return stages.map((stage) => {
    let label = stage.label;
    if (seen.has(key(label))) {
      for (let number = 2; taken.has(key(label)); number++) label = `${cut(stage.label, 240)} (${number})`;
      taken.add(key(label));
    }
    seen.add(key(label));
    return label === stage.label ? stage : { ...stage, label };
  });
}
