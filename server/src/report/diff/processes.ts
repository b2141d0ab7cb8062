import type { Outcome, Process, ProjectModel, Step } from '../../model/model.ts';
import { name, type ProcessChange, type Words } from './change.ts';
import { diffCriteria } from './criteria.ts';
import { diffCrmStage, migration, stageLabel, stageLabels } from './crm.ts';
import { match, movedPairs, wordLikeness } from './match.ts';
import { diffStep, stepLikeness } from './steps.ts';
import { criteriaOf, titleOf, View } from './view.ts';

/** What changed in the processes. */
export function diffProcesses(before: ProjectModel, after: ProjectModel): ProcessChange[] {
  const views = [new View(before), new View(after)] as const;
  const stepNames = (process: Process) => process.steps.map((step) => step.name).join(' ');
  const { pairs, removed, added } = match(
    before.processes,
    after.processes,
    (process) => process.name,
    (a, b) => Math.max(wordLikeness(titleOf(a), titleOf(b)) * 0.9, wordLikeness(stepNames(a), stepNames(b))),
    0.6,
  );
  const about = (
    kind: ProcessChange['kind'],
    process: Process,
    words: Words,
    consequences: readonly Words[] = [],
  ): ProcessChange => ({
    kind,
    subject: 'process',
    process: process.name,
    id: process.id,
    path: process.name,
    words,
    consequences,
  });
  return [
    ...removed.map((process) =>
      about(
        'removed',
        process,
        [process.variantOf ? 'The variant ' : 'The process ', name(titleOf(process)), ' is gone.'],
        [['Its open deals need another process.']],
      ),
    ),
    ...pairs.flatMap(({ before: was, after: is }) => [
      ...(titleOf(was) !== titleOf(is)
        ? [about('renamed', is, ['The process ', name(titleOf(was)), ' is now called ', name(titleOf(is)), '.'])]
        : []),
      ...(titleOf(was) === titleOf(is) && was.name !== is.name
        ? [about('renamed', is, ['The process ', name(was.name), ' is now named ', name(is.name), '.'])]
        : []),
      ...diffProcess(was, is, views),
    ]),
    ...added.map((process) =>
      about('added', process, [
        process.variantOf ? 'The variant ' : 'The process ',
        name(titleOf(process)),
        ` is new, with ${process.steps.length} steps.`,
      ]),
    ),
  ];
}

function diffProcess(before: Process, after: Process, views: readonly [View, View]): ProcessChange[] {
  const [old, now] = views;
  const changes: ProcessChange[] = [];
  const variant = after.variantOf !== undefined;
  // What a variant inherits is told with its base.
  const own = (step: Step) => !variant || step.origin !== 'inherited';
  const steps = match(
    before.steps,
    after.steps,
    (step) => step.name,
    (a, b) => stepLikeness(a, b, views),
  );
  const about = (
    kind: ProcessChange['kind'],
    part: { readonly id: string; readonly name: string },
    words: Words,
    consequences: readonly Words[] = [],
    subject: ProcessChange['subject'] = 'step',
  ) =>
    changes.push({
      kind,
      subject,
      process: after.name,
      id: part.id,
      path: part.id === after.id ? after.name : `${after.name}/${part.name}`,
      words,
      consequences,
    });

  const ownRules = [before, after].map((process) => `${process.forwardOnly} ${process.noSkipping}`);
  if (ownRules[0] !== ownRules[1]) {
    if (before.forwardOnly !== after.forwardOnly)
      about(
        after.forwardOnly ? 'strengthened' : 'weakened',
        after,
        [after.forwardOnly ? 'Deals may only move forward now.' : 'Deals may move backwards now.'],
        [],
        'rules',
      );
    if (before.noSkipping !== after.noSkipping)
      about(
        after.noSkipping ? 'strengthened' : 'weakened',
        after,
        [after.noSkipping ? 'No step may be skipped any more.' : 'Steps may be skipped now.'],
        [],
        'rules',
      );
  }
  if (!variant) {
    changes.push(
      ...diffCriteria(criteriaOf(before.throughout), criteriaOf(after.throughout), views, {
        process: after.name,
        id: after.id,
        title: titleOf(after),
        verb: 'stay in',
      }),
    );
  }
  for (const step of steps.removed.filter(own)) {
    about(
      'removed',
      step,
      ['The step ', name(titleOf(step)), ' is gone.'],
      [...helpLost(step, old), ...migration(step, after)],
    );
  }
  const moved = movedPairs(steps.pairs, before.steps);
  for (const pair of steps.pairs) {
    const { before: was, after: is } = pair;
    if (own(is)) {
      if (titleOf(was) !== titleOf(is))
        about('renamed', is, ['The step ', name(titleOf(was)), ' is now called ', name(titleOf(is)), '.']);
      else if (was.name !== is.name)
        about('renamed', is, ['The step ', name(was.name), ' is now named ', name(is.name), ' in the source.']);
    }
    if (moved.has(is) && (!variant || is.origin !== 'inherited')) {
      const follows = after.steps[is.index - 1];
      about(
        'moved',
        is,
        [
          'The step ',
          name(titleOf(is)),
          follows ? ' now comes after ' : ' now comes first',
          ...(follows ? [name(titleOf(follows))] : []),
          '.',
        ],
        [['Open deals past its new place may not meet its criteria.']],
      );
    }
    if (!own(is)) continue;
    changes.push(...diffStep(was, is, after, views), ...diffCrmStage(was, is, before, after));
  }
  for (const step of steps.added.filter(own)) {
    const fresh: Words[] = stageLabels(before).has(stageLabel(step))
      ? []
      : [['The CRM needs a stage ', name(stageLabel(step)), '.']];
    about(
      'added',
      step,
      ['The step ', name(titleOf(step)), ' is new', ...helpsWords(step, now), '.'],
      [...helpNone(step), ...fresh],
    );
  }
  diffOutcomes(before, after, views, changes, about);
  return changes;
}

type About = (
  kind: ProcessChange['kind'],
  part: { readonly id: string; readonly name: string },
  words: Words,
  consequences?: readonly Words[],
  subject?: ProcessChange['subject'],
) => void;

function diffOutcomes(
  before: Process,
  after: Process,
  views: readonly [View, View],
  changes: ProcessChange[],
  about: About,
): void {
  const variant = after.variantOf !== undefined;
  if (variant) return;
  const outcomes = match<Outcome>(
    before.outcomes,
    after.outcomes,
    (one) => one.name,
    (a, b) => (a.outcome === b.outcome ? 0.6 : 0),
  );
  for (const outcome of outcomes.removed)
    about(
      'removed',
      outcome,
      ['Deals can no longer end as ', name(titleOf(outcome)), '.'],
      migration(outcome, after),
      'outcome',
    );
  for (const { before: was, after: is } of outcomes.pairs) {
    if (titleOf(was) !== titleOf(is))
      about(
        'renamed',
        is,
        ['The outcome ', name(titleOf(was)), ' is now called ', name(titleOf(is)), '.'],
        [],
        'outcome',
      );
    const [one, other] = [was.reasons.map(titleOf), is.reasons.map(titleOf)];
    for (const reason of one.filter((title) => !other.includes(title)))
      about(
        'removed',
        is,
        ['The reason ', name(reason), ' for ', name(titleOf(is)), ' is gone.'],
        [['Closed deals with that reason keep it only if the CRM does.']],
        'reason',
      );
    for (const reason of other.filter((title) => !one.includes(title)))
      about('added', is, ['The reason ', name(reason), ' for ', name(titleOf(is)), ' is new.'], [], 'reason');
    changes.push(
      ...diffCriteria(criteriaOf(was.enter?.items), criteriaOf(is.enter?.items), views, {
        process: after.name,
        id: is.id,
        title: titleOf(is),
        verb: 'enter',
      }),
    );
    changes.push(...diffCrmStage(was, is, before, after));
  }
  for (const outcome of outcomes.added)
    about('added', outcome, ['Deals can now end as ', name(titleOf(outcome)), '.'], [], 'outcome');
  const holds = match(
    before.holds,
    after.holds,
    (one) => one.name,
    (a, b) => wordLikeness(titleOf(a), titleOf(b)),
  );
  for (const hold of holds.removed)
    about(
      'removed',
      hold,
      ['Deals can no longer be parked in ', name(titleOf(hold)), '.'],
      migration(hold, after),
      'hold',
    );
  for (const { before: was, after: is } of holds.pairs) changes.push(...diffCrmStage(was, is, before, after));
  for (const hold of holds.added)
    about('added', hold, ['Deals can now be parked in ', name(titleOf(hold)), '.'], [], 'hold');
}

function helpsWords(step: Step, view: View): Words {
  return step.helps.length === 0 ? [] : [' and helps with ', name(view.refs(step.helps))];
}

function helpNone(step: Step): Words[] {
  return step.helps.length === 0 && step.during.length === 0
    ? [['It helps the buyer nowhere on the journey (Buyer-centric).']]
    : [];
}

function helpLost(step: Step, view: View): Words[] {
  return step.helps.length === 0 ? [] : [['It helped the buyer with ', name(view.refs(step.helps)), '.']];
}
