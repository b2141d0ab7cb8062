import type { Journey, ProjectModel, Stage, StuckPoint } from '../../model/model.ts';
import { name, type ProcessChange, type Words } from './change.ts';
import { match, movedPairs, wordLikeness } from './match.ts';
import { titleOf, View } from './view.ts';

/** What changed on the buyers' journeys, and where the buyer lost or gained help. */
export function diffJourneys(before: ProjectModel, after: ProjectModel): ProcessChange[] {
  const changes: ProcessChange[] = [];
  const journeys = match(
    before.journeys,
    after.journeys,
    (one) => one.name,
    (a, b) => wordLikeness(titleOf(a), titleOf(b)),
    0.6,
  );
  for (const journey of journeys.removed)
    changes.push(shared('removed', 'journey', journey, ['The journey ', name(titleOf(journey)), ' is gone.']));
  for (const { before: was, after: is } of journeys.pairs) changes.push(...diffJourney(was, is));
  for (const journey of journeys.added)
    changes.push(shared('added', 'journey', journey, ['The journey ', name(titleOf(journey)), ' is new.']));
  changes.push(...diffHelp(before, after, journeys.pairs));
  return changes;
}

function shared(
  kind: ProcessChange['kind'],
  subject: ProcessChange['subject'],
  of: { readonly id: string; readonly name: string },
  words: Words,
  consequences: readonly Words[] = [],
): ProcessChange {
  return {
    kind,
    subject,
    process: undefined,
    id: of.id,
    path: of.id.slice(of.id.indexOf(':') + 1).replaceAll('.', '/'),
    words,
    consequences,
  };
}

function matchStages(before: Journey, after: Journey) {
  return match(
    before.stages,
    after.stages,
    (one) => one.name,
    (a, b) => wordLikeness(titleOf(a), titleOf(b)),
    0.6,
  );
}

function matchStuck(before: readonly StuckPoint[], after: readonly StuckPoint[]) {
  return match(
    before,
    after,
    (one) => one.name,
    (a, b) => wordLikeness(titleOf(a), titleOf(b)),
    0.6,
  );
}

function diffJourney(before: Journey, after: Journey): ProcessChange[] {
  const changes: ProcessChange[] = [];
  const stages = matchStages(before, after);
  for (const stage of stages.removed)
    changes.push(shared('removed', 'stage', stage, ['The buyer no longer goes through ', name(titleOf(stage)), '.']));
  for (const { before: was, after: is } of stages.pairs) changes.push(...diffStage(was, is));
  for (const stage of stages.added)
    changes.push(shared('added', 'stage', stage, ['The buyer now goes through ', name(titleOf(stage)), '.']));
  const moved = movedPairs(stages.pairs, before.stages);
  for (const stage of moved)
    changes.push(shared('moved', 'stage', stage, [name(titleOf(stage)), ' has another place on the journey.']));
  return changes;
}

function diffStage(before: Stage, after: Stage): ProcessChange[] {
  const changes: ProcessChange[] = [];
  if (titleOf(before) !== titleOf(after) || before.name !== after.name) {
    const [was, is] =
      titleOf(before) === titleOf(after) ? [before.name, after.name] : [titleOf(before), titleOf(after)];
    changes.push(
      shared('renamed', 'stage', after, ['The journey stage ', name(was), ' is now called ', name(is), '.']),
    );
  }
  for (const [verb, was, is] of [
    ['does', before.does, after.does],
    ['asks', before.asks, after.asks],
  ] as const) {
    const [one, other] = [was.map(({ text }) => text.value), is.map(({ text }) => text.value)];
    for (const text of one.filter((said) => !other.includes(said)))
      changes.push(
        shared('removed', 'stage', after, [
          'In ',
          name(titleOf(after)),
          `, the buyer no longer ${verb}: `,
          name(text),
          '.',
        ]),
      );
    for (const text of other.filter((said) => !one.includes(said)))
      changes.push(
        shared('added', 'stage', after, ['In ', name(titleOf(after)), `, the buyer now ${verb}: `, name(text), '.']),
      );
  }
  return changes;
}

/** Stuck points with the steps that help them, on both sides. */
function diffHelp(
  before: ProjectModel,
  after: ProjectModel,
  journeys: readonly { readonly before: Journey; readonly after: Journey }[],
): ProcessChange[] {
  const [old, now] = [new View(before), new View(after)];
  const changes: ProcessChange[] = [];
  const points = (journey: Journey) => journey.stages.flatMap((stage) => stage.stuck);
  for (const pair of journeys) {
    const stuck = matchStuck(points(pair.before), points(pair.after));
    for (const point of stuck.removed)
      changes.push(
        shared('removed', 'stuck', point, [
          'The buyer is no longer stuck at ',
          name(old.stuck(point)),
          ': ',
          name(titleOf(point)),
          '.',
        ]),
      );
    for (const { before: was, after: is } of stuck.pairs) {
      if (was.name !== is.name)
        changes.push(
          shared('renamed', 'stuck', is, [name(old.stuck(was)), ' is now called ', name(now.stuck(is)), '.']),
        );
      else if (titleOf(was) !== titleOf(is))
        changes.push(
          shared('changed', 'stuck', is, [
            'At ',
            name(now.stuck(is)),
            ', the buyer is stuck differently: ',
            name(titleOf(is)),
            ', before ',
            name(titleOf(was)),
            '.',
          ]),
        );
      changes.push(...helpChange(helpers(before, was), helpers(after, is), is, now));
    }
    for (const point of stuck.added) {
      const open: Words[] =
        helpers(after, point).length === 0 ? [['No step helps the buyer there (Buyer-centric).']] : [];
      changes.push(
        shared(
          'added',
          'stuck',
          point,
          ['The buyer is now also stuck at ', name(now.stuck(point)), ': ', name(titleOf(point)), '.'],
          open,
        ),
      );
    }
  }
  return changes;
}

/** Titles of the steps that help a stuck point; a variant's inherited steps are its base's. */
function helpers(model: ProjectModel, point: StuckPoint): string[] {
  const steps = model.processes.flatMap((process) => process.steps).filter((step) => step.origin !== 'inherited');
  return [...new Set(steps.filter((step) => step.helps.some(({ target }) => target === point.id)).map(titleOf))];
}

function helpChange(
  before: readonly string[],
  after: readonly string[],
  point: StuckPoint,
  now: View,
): ProcessChange[] {
  const where = name(now.stuck(point));
  if (before.length > 0 && after.length === 0) {
    const last =
      before.length === 1 ? [where, ' lost its only step, ', name(before[0]!), '.'] : [where, ' lost all its steps.'];
    return [
      shared('removed', 'help', point, last, [
        ['Nothing helps the buyer with ', name(titleOf(point)), ' any more (Buyer-centric).'],
      ]),
    ];
  }
  if (before.length === 0 && after.length > 0) {
    return [shared('added', 'help', point, [where, ' is now helped by ', name(after.join(' and ')), '.'])];
  }
  return [];
}
