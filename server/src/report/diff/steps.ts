import type { Plan, Process, Step } from '../../model/model.ts';
import type { Span } from '../../model/source.ts';
import { name, type ProcessChange, type Words } from './change.ts';
import { diffCriteria } from './criteria.ts';
import { match, wordLikeness } from './match.ts';
import { inHours } from './strength.ts';
import { criteriaOf, durationWords, titleOf, told, type View } from './view.ts';

/** How alike two steps of other names are: their labels, what they help and what they ask for. */
export function stepLikeness(before: Step, after: Step, [old, now]: readonly [View, View]): number {
  const said = (step: Step, view: View) =>
    [
      ...criteriaOf(step.exit?.items).map((one) => view.criterion(one)),
      ...step.actions.map(({ text }) => text.value),
    ].join(' ');
  const [a, b] = [said(before, old), said(after, now)];
  const content = a === '' && b === '' ? 0 : wordLikeness(a, b);
  return Math.max(
    titleOf(before) === titleOf(after) ? 1 : 0,
    content,
    wordLikeness(titleOf(before), titleOf(after)) * 0.8,
  );
}

/** What changed within a step that is still there. */
export function diffStep(before: Step, after: Step, process: Process, views: readonly [View, View]): ProcessChange[] {
  const [old, now] = views;
  const title = titleOf(after);
  const changes: ProcessChange[] = [];
  const base = { process: process.name, id: after.id, path: `${process.name}/${after.name}` };
  const add = (
    kind: ProcessChange['kind'],
    subject: ProcessChange['subject'],
    words: Words,
    consequences: readonly Words[] = [],
    span?: Span,
  ) => changes.push({ ...base, kind, subject, words, consequences, ...(span ? { span } : {}) });

  const [oldOwner, newOwner] = [ownerWords(before, old), ownerWords(after, now)];
  if (oldOwner !== newOwner) {
    add('changed', 'owner', [
      name(title),
      ' is now owned by ',
      name(newOwner || 'nobody'),
      ', before by ',
      name(oldOwner || 'nobody'),
      '.',
    ]);
  }
  diffDeadline(before, after, title, add);
  const [oldActions, newActions] = [actionTexts(before, old), actionTexts(after, now)];
  for (const text of oldActions.filter((one) => !newActions.includes(one)))
    add('removed', 'action', ['In ', name(title), ', the rep no longer does: ', name(text), '.']);
  for (const text of newActions.filter((one) => !oldActions.includes(one)))
    add('added', 'action', ['In ', name(title), ', the rep now does: ', name(text), '.']);

  const place = { process: process.name, id: after.id, title };
  changes.push(
    ...diffCriteria(criteriaOf(before.enter?.items), criteriaOf(after.enter?.items), views, {
      ...place,
      verb: 'enter',
    }),
  );
  changes.push(
    ...diffCriteria(criteriaOf(before.exit?.items), criteriaOf(after.exit?.items), views, { ...place, verb: 'leave' }),
  );
  diffPlans(before, after, views, title, add);
  diffMoves(before, after, views, title, add);
  if (!before.optional && after.optional)
    add('weakened', 'step', [name(title), ' is now optional.'], [['It no longer happens in every sale (Required).']]);
  if (before.optional && !after.optional) add('strengthened', 'step', [name(title), ' is no longer optional.']);
  if (!before.irreversible !== !after.irreversible) {
    add('changed', 'step', [
      name(title),
      after.irreversible ? ' can no longer be taken back.' : ' can now be taken back.',
    ]);
  }
  return changes;
}

type Add = (
  kind: ProcessChange['kind'],
  subject: ProcessChange['subject'],
  words: Words,
  consequences?: readonly Words[],
  /** Where a part without a path is written. */
  span?: Span,
) => void;

function ownerWords({ effectiveOwner }: Step, view: View): string {
  if (!effectiveOwner) return '';
  const helpers = effectiveOwner.with.length > 0 ? ` with ${view.refs(effectiveOwner.with)}` : '';
  return view.refs(effectiveOwner.roles) + helpers;
}

function diffDeadline(before: Step, after: Step, title: string, add: Add): void {
  const [was, is] = [before.within, after.within];
  if (!was && !is) return;
  if (!is)
    add(
      'weakened',
      'deadline',
      [name(title), ` no longer has a deadline; it was ${durationWords(was!)}.`],
      [['Nothing shows any more when a deal has been there too long.']],
    );
  else if (!was) add('strengthened', 'deadline', [name(title), ` now has a deadline: ${durationWords(is)}.`]);
  else if (inHours(was) !== inHours(is)) {
    const factor = inHours(is) / inHours(was);
    const how = factor === 2 ? 'doubled' : factor === 0.5 ? 'halved' : factor > 1 ? 'longer' : 'shorter';
    add(factor > 1 ? 'weakened' : 'strengthened', 'deadline', [
      'The deadline of ',
      name(title),
      ` is ${how}: ${durationWords(is)} instead of ${durationWords(was)}.`,
    ]);
  }
}

function actionTexts(step: Step, view: View): string[] {
  return step.actions.map(({ text, when }) => (when ? `${text.value} (when ${view.evidenceWords(when)})` : text.value));
}

function diffPlans(before: Step, after: Step, [old, now]: readonly [View, View], title: string, add: Add): void {
  const say = (plan: Plan) => (before.otherwise?.plans.includes(plan) ? old : now).source(plan.span);
  const { pairs, removed, added } = match(before.otherwise?.plans ?? [], after.otherwise?.plans ?? [], say, (a, b) =>
    a.action.kind === b.action.kind ? Math.max(0.4, wordLikeness(say(a), say(b))) + 0.2 : 0,
  );
  const tell = (plan: Plan) => (before.otherwise?.plans.includes(plan) ? old : now).planWords(plan);
  const none: Words[] =
    (after.otherwise?.plans.length ?? 0) === 0
      ? [[name(title), ' has no plan left for a deal that stalls (Required).']]
      : [];
  for (const plan of removed)
    add(
      'removed',
      'plan',
      ['When ', name(title), ' stalls, this is no longer done: ', name(tell(plan)), '.'],
      none,
      plan.span,
    );
  for (const { before: was, after: is } of pairs) {
    const [first, second] = told([tell(was), tell(is)], [say(was), say(is)]);
    if (say(was) !== say(is))
      add(
        planKind(was, is),
        'plan',
        ['When ', name(title), ' stalls, the plan is now ', name(second), ', before ', name(first), '.'],
        [],
        is.span,
      );
  }
  for (const plan of added)
    add('added', 'plan', ['When ', name(title), ' stalls, this is now done: ', name(tell(plan)), '.'], [], plan.span);
}

function planKind(before: Plan, after: Plan): ProcessChange['kind'] {
  const [a, b] = [before.trigger, after.trigger];
  if (a.kind !== 'after' || b.kind !== 'after') return 'changed';
  const [was, is] = [inHours(a.duration), inHours(b.duration)];
  return was === is ? 'changed' : is > was ? 'weakened' : 'strengthened';
}

/** Branches and hand-offs, told as they are written. */
function diffMoves(before: Step, after: Step, [old, now]: readonly [View, View], title: string, add: Add): void {
  const parts = [
    ['branch', 'From ', ' a deal can', before.branches, after.branches],
    ['handoff', 'After ', ' this is', [...before.handoffs, ...before.opens], [...after.handoffs, ...after.opens]],
  ] as const;
  for (const [subject, start, middle, was, is] of parts) {
    const said = (parts: readonly { readonly span: Span }[], view: View) =>
      parts.map(({ span }) => ({ span, text: view.source(span) }));
    const [one, other] = [said(was, old), said(is, now)];
    const without = (some: typeof one, others: typeof one) =>
      some.filter(({ text }) => !others.some((each) => each.text === text));
    const ends = subject === 'branch' ? [' no longer go ', ' now go '] : [' no longer handed on: ', ' now handed on: '];
    for (const { text, span } of without(one, other))
      add('removed', subject, [start, name(title), middle, ends[0]!, name(text), '.'], [], span);
    for (const { text, span } of without(other, one))
      add('added', subject, [start, name(title), middle, ends[1]!, name(text), '.'], [], span);
  }
}
