import { expect, test } from 'vitest';
import { layoutDiff } from '../../server/src/overlay/diff.ts';
import { renderMarkdown } from '../../server/src/overlay/markdown.ts';
import { diffProjects } from '../../server/src/report/diff/diff.ts';
import { pictureMarks } from '../../server/src/report/diff/marks.ts';
import { project } from '../support/project.ts';
import { shaped } from './stress.ts';
import { box, faults } from './support.ts';

const before = shaped({ stages: 3, steps: 4 });
const after = before
  .replace(
    / {2}step T1 [\s\S]*?(?=\n {2}step T2)/,
    '  step New "Try it out together" { helps K2 exit { done "Tried" proof meeting held } }\n',
  )
  .replace(/stage S1 "[^"]*" \{[^}]*\}/, '')
  .replace('helps K1', 'helps K2');

test('one picture of both states: what went is put back where it was, marked and without a number', async () => {
  const [was, is] = [await project(before), await project(after)];
  const layout = layoutDiff(
    was.model,
    is.model,
    'process:Sale',
    [],
    [
      { id: 'step:Sale.T1', change: 'removed', words: 'Step T1 is gone.' },
      { id: 'step:Sale.New', change: 'added', words: 'A new step.' },
      { id: 'step:Sale.T2', change: 'moved', words: '' },
      { id: 'stage:J.S1', change: 'removed', words: '' },
      { id: 'step:Sale.T0', path: 'Sale/T0/exit/done[0]', change: 'changed', words: 'Weaker proof.' },
    ],
  );
  expect(faults(layout)).toEqual([]);
  expect(box(layout, 'step:Sale.T1')).toMatchObject({ look: 'ghost', change: 'removed' });
  expect(box(layout, 'step:Sale.T1').texts.some((line) => line.struck)).toBe(true);
  expect(box(layout, 'step:Sale.New').change).toBe('added');
  expect(box(layout, 'step:Sale.T2').change).toBe('moved');
  expect(box(layout, 'step:Sale.T0').change).toBe('changed');
  expect(box(layout, 'Sale/T0/exit/done[0]').change).toBe('changed');
  expect(layout.columns.map((column) => column.id)).toEqual(['stage:J.S0', 'stage:J.S1', 'stage:J.S2']);
  expect(box(layout, 'step:Sale.New').name).toContain('Added: A new step.');
  expect(renderMarkdown(layout)).toContain('Removed: Step T1 is gone.');
});

test('a dropped criterion stays struck through in its step, and the one that took over its path is not marked', async () => {
  const [was, is] = [
    await project(before),
    await project(before.replace(/(step T0 [\s\S]*?exit \{) done .*? {2}commit/, '$1 commit')),
  ];
  const marks = pictureMarks(diffProjects(was.model, is.model));
  const layout = layoutDiff(was.model, is.model, 'process:Sale', [], marks);
  expect(faults(layout)).toEqual([]);
  const gates = layout.boxes.filter((each) => each.kind === 'criterion' && each.parent === 'step:Sale.T0');
  expect(gates.map((each) => each.change)).toEqual([undefined, undefined, 'removed']);
  expect(gates.at(-1)?.texts.some((line) => line.struck)).toBe(true);
  const step = box(layout, 'step:Sale.T0');
  expect(step.change).toBe('changed');
  expect(step.name.match(/no longer needed/g)).toHaveLength(1);
});

test('a dropped plan stays struck through behind its step, a new one is marked, and what stayed is not', async () => {
  const extra = (step: string, plan: string): string =>
    before.replace(new RegExp(`(step ${step} [^]*?follow-up "[^"]*")`), `$1 ${plan}`);
  const [was, is] = [
    await project(extra('T1', 'after 9 days follow-up "Call the sponsor"')),
    await project(extra('T0', 'after 2 days follow-up "Write to the buying committee"')),
  ];
  const layout = layoutDiff(was.model, is.model, 'process:Sale', [], pictureMarks(diffProjects(was.model, is.model)));
  expect(faults(layout)).toEqual([]);
  const notes = (step: string): unknown[] =>
    layout.boxes
      .filter((each) => each.kind === 'note' && each.parent === `step:Sale.${step}/backstage`)
      .map(({ title, change, texts }) => [title, change, texts.some((line) => line.struck)]);
  expect(notes('T0')).toEqual([
    ['After 5 days: Agree part 1 of the work', undefined, false],
    ['After 2 days: Write to the buying committee', 'added', false],
  ]);
  expect(notes('T1')).toEqual([
    ['After 5 days: Agree part 2 of the work', undefined, false],
    ['After 9 days: Call the sponsor', 'removed', true],
  ]);
  expect(['T0', 'T1', 'T2'].map((step) => box(layout, `step:Sale.${step}`).change)).toEqual([
    'changed',
    'changed',
    undefined,
  ]);
});

test('a variant shows what changed in its base, and what it drops itself as dropped, not as removed', async () => {
  const variant = '\nvariant Big "Big deals" of Sale when deal.amount > 100000 {\n  drop step T3\n}\n';
  const [was, is] = [
    await project(before + variant),
    await project(
      before
        .replace(/ {2}step T1 [\s\S]*?(?=\n {2}step T2)/, '')
        .replace(
          '  step T2',
          '  step New "Try it out together" { helps K2 exit { done "Tried" proof meeting held } }\n  step T2',
        ) + variant,
    ),
  ];
  const layout = layoutDiff(was.model, is.model, 'process:Big', [], pictureMarks(diffProjects(was.model, is.model)));
  expect(faults(layout)).toEqual([]);
  const steps = layout.boxes.filter((each) => each.kind === 'step');
  expect(steps.map(({ id, change, texts }) => [id, change, texts.at(-1)?.text === 'Dropped by this variant'])).toEqual([
    ['step:Big.T0', undefined, false],
    ['step:Big.New', 'added', false],
    ['step:Big.T2', undefined, false],
    ['step:Big.T1', 'removed', false],
    ['step:Sale.T3', 'removed', true],
  ]);
});

test('a process that is new or gone is drawn alone', async () => {
  const [was, is] = [await project(before), await project('role AE')];
  const gone = layoutDiff(was.model, is.model, 'process:Sale', [], []);
  expect(gone.boxes.filter((each) => each.kind === 'step').every((each) => each.change === 'removed')).toBe(true);
  expect(layoutDiff(is.model, was.model, 'process:Sale', [], []).boxes.length).toBeGreaterThan(10);
  expect(() => layoutDiff(is.model, is.model, 'process:Sale', [], [])).toThrow(RangeError);
});
