import type { Declared, ProjectModel } from '../../model/model.ts';
import { type ChangeSubject, name, type ProcessChange, type Words } from './change.ts';
import { match, wordLikeness } from './match.ts';
import { titleOf, View } from './view.ts';

/** What changed in what processes share: people, fields and artefacts. */
export function diffDeclarations(before: ProjectModel, after: ProjectModel): ProcessChange[] {
  const fields = (model: ProjectModel) =>
    model.objects.flatMap((object) => object.fields.filter((field) => !field.builtin));
  const views = [new View(before), new View(after)] as const;
  return [
    ...diffKind('persona', 'persona', before.personas, after.personas, views),
    ...diffKind(
      'role',
      'role',
      before.roles.filter((role) => !role.system),
      after.roles.filter((role) => !role.system),
      views,
    ),
    ...diffKind('field', 'field', fields(before), fields(after), views),
    ...diffKind('document', 'document', before.documents, after.documents, views),
    ...diffKind('approval', 'approval', before.approvals, after.approvals, views),
  ];
}

function diffKind<T extends Declared>(
  subject: ChangeSubject,
  noun: string,
  before: readonly T[],
  after: readonly T[],
  [old, now]: readonly [View, View],
): ProcessChange[] {
  const { pairs, removed, added } = match(
    before,
    after,
    (one) => one.id,
    (a, b) => (titleOf(a) === titleOf(b) && a.label ? 1 : wordLikeness(titleOf(a), titleOf(b)) * 0.6),
    0.9,
  );
  const change = (
    kind: ProcessChange['kind'],
    of: Declared,
    words: Words,
    consequences: readonly Words[] = [],
  ): ProcessChange => ({
    kind,
    subject,
    process: undefined,
    id: of.id,
    path: of.id.slice(of.id.indexOf(':') + 1).replaceAll('.', '/'),
    words,
    consequences,
  });
  const lost: Words[] =
    subject === 'field'
      ? [['What deals hold in it is no longer part of the process; keep it in the CRM until its data is moved.']]
      : [];
  return [
    ...removed.map((one) => change('removed', one, [`The ${noun} `, name(titleOf(one)), ' is gone.'], lost)),
    ...pairs.flatMap(({ before: was, after: is }) => {
      if (was.name !== is.name)
        return [change('renamed', is, [`The ${noun} `, name(was.name), ' is now named ', name(is.name), '.'])];
      if (titleOf(was) !== titleOf(is))
        return [change('renamed', is, [`The ${noun} `, name(titleOf(was)), ' is now called ', name(titleOf(is)), '.'])];
      if (old.source(was.span) !== now.source(is.span))
        return [change('changed', is, [`The ${noun} `, name(titleOf(is)), ' is described differently.'])];
      return [];
    }),
    ...added.map((one) => change('added', one, [`The ${noun} `, name(titleOf(one)), ' is new.'])),
  ];
}
