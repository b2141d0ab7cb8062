import { expect, test } from 'vitest';
import { project } from '../support/project.ts';

const BASE = `role AE "AE"
role SE "SE"
object deal { field segment "Segment" : choice { ent "Enterprise" } }
process Base "Base" {
  owner AE
  step A "A" { within 5 days  exit { done "a" }  otherwise { after 3 days return to A  after 9 days lose as No } }
  parallel { step B "B"  step C "C" }
  step D "D" { then A when deal.segment is ent }
  lost L "L" { reason No "No" }
}
`;

test('a variant is the whole process, with what it changes', async () => {
  const { model, findings } = await project(`${BASE}variant V "V" of Base when deal.segment is ent {
    owner SE
    add step X "X" before D
    change step A { within 30 days  exit { done "b" } }
    drop step C
  }`);
  expect(findings).toEqual([]);
  const variant = model.processes[1]!;
  expect(variant.steps.map(({ id, origin, index }) => [id, origin, index])).toEqual([
    ['step:V.A', 'changed', 0],
    ['step:V.B', 'inherited', 1],
    ['step:V.X', 'added', 2],
    ['step:V.D', 'inherited', 3],
  ]);
  const [a, , , d] = variant.steps;
  expect(a!.within!.amount).toBe(30);
  expect(a!.exit!.items.map((item) => item.kind === 'done' && [item.text.value, item.path])).toEqual([
    ['a', 'V/A/exit/done[0]'],
    ['b', 'V/A/exit/done[1]'],
  ]);
  expect(a!.effectiveOwner!.roles[0]!.target).toBe('role:SE');
  // References inside the process lead to the variant's own steps and outcomes.
  expect(
    a!.otherwise!.plans.map(({ action }) =>
      action.kind === 'return' ? action.step.target : action.kind === 'lose' && action.reason.target,
    ),
  ).toEqual(['step:V.A', 'reason:V.L.No']);
  expect(d!.branches[0]!.to.target).toBe('step:V.A');
  expect(model.element('step:V.A')).toBe(a);
  expect(model.processes[0]!.steps[0]!.within!.amount).toBe(5);
});

test('drop clears a block before adding to it', async () => {
  const { model } = await project(
    `${BASE}variant V "V" of Base { change step A { drop exit  exit { done "only" }  drop within } }`,
  );
  const step = model.processes[1]!.steps[0]!;
  expect(step.exit!.items).toHaveLength(1);
  expect(step.within).toBeUndefined();
});

test('a variant of something unknown has no steps, and one message', async () => {
  const { model, findings } = await project('variant V "V" of Nothing { change step A { within 1 day } }');
  expect(model.processes[0]!.steps).toEqual([]);
  expect(findings.map(({ message }) => message)[0]).toMatch(/no process `Nothing`/);
});
