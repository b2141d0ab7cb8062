import type { Criterion } from '../../model/model.ts';
import { name, type ProcessChange, type Words } from './change.ts';
import { match, wordLikeness } from './match.ts';
import { compareEvidence, type Strength } from './strength.ts';
import { told, type View } from './view.ts';

/** Where criteria stand. */
export interface CriteriaPlace {
  readonly process: string;
  /** The step or outcome as it is now. */
  readonly id: string;
  /** How it is called. */
  readonly title: string;
  readonly verb: 'leave' | 'enter' | 'stay in';
}

const kinds: Readonly<Record<Criterion['kind'], string>> = {
  done: 'criterion',
  collect: 'information',
  commit: 'commitment',
};

/** What changed in the criteria of one place. */
export function diffCriteria(
  before: readonly Criterion[],
  after: readonly Criterion[],
  [old, now]: readonly [View, View],
  place: CriteriaPlace,
): ProcessChange[] {
  const text = (criterion: Criterion) => (before.includes(criterion) ? old : now).criterion(criterion);
  const proof = (view: View, { proof }: Criterion) => (proof ? view.evidence(proof) : '');
  const { pairs, removed, added } = match(
    before,
    after,
    (criterion) => `${criterion.kind}\n${text(criterion)}`,
    (a, b) => {
      if (a.kind !== b.kind) return 0;
      const alike = wordLikeness(old.criterion(a), now.criterion(b));
      return a.proof && b.proof ? Math.max(alike, wordLikeness(proof(old, a), proof(now, b))) : alike;
    },
    0.45,
  );
  const changes: ProcessChange[] = [];
  const base = { subject: 'criterion', process: place.process, id: place.id } as const;
  const where: Words = [`to ${place.verb} `, name(place.title)];
  for (const criterion of removed) {
    changes.push({
      ...base,
      kind: 'removed',
      path: criterion.path,
      words: [`The ${kinds[criterion.kind]} `, name(old.criterion(criterion)), ' is no longer needed ', ...where, '.'],
      consequences: lostKind(criterion.kind, after, place),
    });
  }
  for (const pair of pairs) changes.push(...diffCriterion(pair.before, pair.after, [old, now], base, where));
  for (const criterion of added) {
    const consequences: Words[] =
      criterion.kind !== 'collect' && criterion.proof === undefined
        ? [['Nothing in the CRM proves it yet (Inspectable).']]
        : [];
    changes.push({
      ...base,
      kind: 'added',
      path: criterion.path,
      words: [`The ${kinds[criterion.kind]} `, name(now.criterion(criterion)), ' is new ', ...where, '.'],
      consequences,
    });
  }
  return changes;
}

function lostKind(kind: Criterion['kind'], after: readonly Criterion[], { verb, title }: CriteriaPlace): Words[] {
  if (verb !== 'leave') return [];
  if (after.length === 0)
    return [[name(title), ' has no exit criteria left, so nothing tells a deal that moves from one that does not.']];
  if (after.some((one) => one.kind === kind)) return [];
  const lost = {
    done: 'Nothing indicates any more that the step is complete.',
    collect: 'No information is collected in the step any more.',
    commit: 'The buyer commits to nothing in the step any more (Buyer-centric).',
  };
  return [[lost[kind]]];
}

function diffCriterion(
  before: Criterion,
  after: Criterion,
  [old, now]: readonly [View, View],
  base: { readonly subject: 'criterion'; readonly process: string; readonly id: string },
  where: Words,
): ProcessChange[] {
  const changes: ProcessChange[] = [];
  const [was, is] = [old.criterion(before), now.criterion(after)];
  const add = (kind: ProcessChange['kind'], words: Words, consequences: readonly Words[] = []) =>
    changes.push({ ...base, kind, path: after.path, words, consequences });
  if (was !== is) {
    const kind = before.kind === 'collect' && after.kind === 'collect' ? collectChange(was, is) : 'changed';
    const verb = { weakened: 'asks for less', strengthened: 'asks for more', changed: 'is worded differently' }[kind];
    add(kind, [`What is needed `, ...where, ` ${verb}: `, name(was), ' is now ', name(is), '.']);
  }
  const text = (evidence: Parameters<View['evidence']>[0]) => (fromOld(evidence) ? old : now).evidence(evidence);
  const olds = new Set<unknown>();
  collect(before.proof, olds);
  collect(before.when, olds);
  function fromOld(evidence: unknown): boolean {
    return olds.has(evidence);
  }
  const proof = compareEvidence(before.proof, after.proof, text);
  if (proof !== 'same') {
    add(
      kindOf(proof),
      [
        'In ',
        where[1]!,
        ', the proof of ',
        name(is),
        ` ${strengthWords[proof]}: `,
        ...fromTo(before.proof, after.proof, [old, now]),
      ],
      proofConsequences(before, after),
    );
  }
  const when = compareEvidence(before.when, after.when, text);
  if (when !== 'same') {
    // A condition narrows what a criterion applies to: asking for a condition is asking less often.
    const kind = before.when === undefined ? 'weakened' : after.when === undefined ? 'strengthened' : 'changed';
    const say = (view: View, when: Proof) => (when ? view.evidenceWords(when) : '');
    const write = (view: View, when: Proof) => (when ? view.evidence(when) : '');
    const conditions = told(
      [say(old, before.when), say(now, after.when)],
      [write(old, before.when), write(now, after.when)],
    );
    const words: Words =
      after.when === undefined
        ? [name(is), ' is now always needed ', ...where, '.']
        : [
            name(is),
            ' is needed ',
            ...where,
            ' only when ',
            name(conditions[1]),
            before.when ? `, before when ` : ', before always.',
            ...(before.when ? [name(conditions[0]), '.'] : []),
          ];
    add(kind, words);
  }
  return changes;
}

const strengthWords: Readonly<Record<Strength, string>> = {
  weaker: 'is weaker',
  stronger: 'is stronger',
  other: 'is another',
  same: 'is the same',
};

function kindOf(strength: Strength): ProcessChange['kind'] {
  return strength === 'weaker' ? 'weakened' : strength === 'stronger' ? 'strengthened' : 'changed';
}

function fromTo(before: Proof, after: Proof, [old, now]: readonly [View, View]): Words {
  if (!before) return ['now ', name(after ? now.evidenceWords(after) : ''), ', before none.'];
  if (!after) return ['now none, before ', name(old.evidenceWords(before)), '.'];
  const [was, is] = told(
    [old.evidenceWords(before), now.evidenceWords(after)],
    [old.evidence(before), now.evidence(after)],
  );
  return ['now ', name(is), ', before ', name(was), '.'];
}

type Proof = Criterion['proof'];

function proofConsequences(before: Criterion, after: Criterion): Words[] {
  if (before.proof && !after.proof && after.kind !== 'collect')
    return [['No record in the CRM proves it any more (Inspectable).']];
  if (before.proof && before.proof.kind !== 'manual' && after.proof?.kind === 'manual')
    return [['It is proven by hand alone, so no manager can inspect it in the CRM (Inspectable).']];
  return [];
}

function collectChange(was: string, is: string): 'weakened' | 'strengthened' | 'changed' {
  const [before, after] = [was.split(', '), is.split(', ')];
  const gone = before.some((one) => !after.includes(one));
  const come = after.some((one) => !before.includes(one));
  return gone && !come ? 'weakened' : come && !gone ? 'strengthened' : 'changed';
}

/** An evidence tree's nodes, so that each is printed from its own side's source. */
function collect(evidence: Criterion['proof'], into: Set<unknown>): void {
  if (!evidence) return;
  into.add(evidence);
  if (evidence.kind === 'and' || evidence.kind === 'or')
    for (const operand of evidence.operands) collect(operand, into);
  if (evidence.kind === 'not') collect(evidence.operand, into);
}
