import type { Criterion, Process, ProjectModel, Step } from '../model/model.ts';
import type { Ref, Span } from '../model/source.ts';
import { criterionText, type PlacedCriterion, placedCriteria } from './criteria.ts';
import { describeDuration, describeEvidence, titleOfRef } from './describe.ts';
import { planLine } from './describe-plan.ts';
import { titleOf } from './stages.ts';
import { list, oneLine } from './text.ts';

/** A statement that the configuration of a CRM has no place for: an import from there does not bring it back. */
export interface NotHeld {
  /** Semantic path, such as `NewBusiness/Discovery`. */
  readonly path: string;
  /** What it is, such as `Branch from Discovery to Signing when Amount is less than 500`. */
  readonly text: string;
  readonly span: Span;
}

/** Where a statement stands. */
export interface Place {
  readonly process: Process;
  readonly step?: Step;
  /** Where a branch leads. */
  readonly to?: Ref;
  /** The commitment. */
  readonly placed?: PlacedCriterion;
}

/** Kinds of statements that configuration may hold. */
export type Statement =
  | 'commitment'
  | 'branch'
  | 'track'
  | 'closed'
  | 'disqualified'
  | 'plan'
  | 'deadline'
  | 'forecast';

/**
 * What the source says of processes and the configuration does not.
 *
 * Told by name: what the buyer commits to, branches, tracks, closed stages, disqualified outcomes, plans, deadlines, forecast categories,
 * hand-offs and records that are opened. What reps do, who owns a step and what it helps is never configuration.
 *
 * @param holds which of these this CRM does hold, given where they stand
 */
export function notHeld(
  processes: readonly Process[],
  model: ProjectModel,
  holds: (statement: Statement, at: Place) => boolean,
): readonly NotHeld[] {
  return processes.flatMap((process) => {
    const told: NotHeld[] = [];
    const tell = (path: string, text: string, span: Span) => told.push({ path, text: oneLine(text), span });
    for (const placed of placedCriteria(process)) {
      const { criterion } = placed;
      if (criterion.kind !== 'commit' || holds('commitment', { process, placed })) continue;
      tell(criterion.path, commitmentText(criterion, model), criterion.span);
    }
    for (const step of process.steps) {
      const path = `${process.name}/${step.name}`;
      for (const { to, when, span } of step.branches) {
        if (holds('branch', { process, step, to })) continue;
        const condition = when ? ` when ${describeEvidence(when, model)}` : '';
        tell(path, `Branch from “${titleOf(step)}” to “${titleOfRef(to, model)}”${condition}`, span);
      }
      if (step.within && !holds('deadline', { process, step }))
        tell(path, `“${titleOf(step)}” within ${describeDuration(step.within)}`, step.within.span);
      const forecast = step.crm?.forecast;
      if (forecast && !holds('forecast', { process, step }))
        tell(path, `Forecast category ${forecast.value} of “${titleOf(step)}”`, step.nameSpan);
      for (const plan of holds('plan', { process, step }) ? [] : (step.otherwise?.plans ?? []))
        tell(path, `Plan of “${titleOf(step)}”: ${planLine(plan, model)}`, plan.span);
      for (const { to, span } of step.handoffs)
        tell(path, `Hand-off from “${titleOf(step)}” to ${titleOfRef(to, model)}`, span);
      for (const { process: opened, span } of step.opens)
        tell(path, `“${titleOf(step)}” opens ${titleOfRef(opened, model)}`, span);
    }
    if (!holds('track', { process })) {
      for (const tracks of groupsOf(process)) {
        const names = list(tracks.map((step) => `“${titleOf(step)}”`));
        const [first] = tracks;
        if (first) tell(`${process.name}/${first.name}`, `${names} may run side by side`, first.nameSpan);
      }
    }
    for (const outcome of process.outcomes) {
      const path = `${process.name}/${outcome.name}`;
      if (!holds('closed', { process }))
        tell(path, `“${titleOf(outcome)}” closes a record as ${outcome.outcome}`, outcome.nameSpan);
      else if (outcome.outcome === 'disqualified' && !holds('disqualified', { process }))
        tell(path, `“${titleOf(outcome)}” is for records that were no fit, not for lost ones`, outcome.nameSpan);
      for (const { to, span } of outcome.handoffs)
        tell(path, `Hand-off from “${titleOf(outcome)}” to ${titleOfRef(to, model)}`, span);
      for (const { process: opened, span } of outcome.opens)
        tell(path, `“${titleOf(outcome)}” opens ${titleOfRef(opened, model)}`, span);
      for (const plan of holds('plan', { process }) ? [] : outcome.plans)
        tell(path, `Plan of “${titleOf(outcome)}”: ${planLine(plan, model)}`, plan.span);
    }
    return told;
  });
}

function commitmentText(criterion: Extract<Criterion, { kind: 'commit' }>, model: ProjectModel): string {
  const by = criterion.by.map((buyer) => titleOfRef(buyer, model));
  const who = by.length === 0 ? 'the buyer' : list(by);
  return `That ${who} ${by.length > 1 ? 'commit' : 'commits'} to “${criterionText(criterion, model)}”`;
}

function groupsOf(process: Process): readonly (readonly Step[])[] {
  const groups = new Map<string, Step[]>();
  for (const step of process.steps) {
    if (step.parallel === undefined) continue;
    const key = `${step.afterWon}/${step.parallel}`;
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()];
}
