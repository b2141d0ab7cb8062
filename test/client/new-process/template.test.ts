import { expect, test } from 'vitest';
import { Names, quoted } from '../../../client/src/new-process/names.ts';
import { type Answers, firstProcess } from '../../../client/src/new-process/template.ts';
import { defaultConfig } from '../../../server/src/standards/config.ts';
import { createLinter } from '../../../server/src/standards/linter.ts';
import { project } from '../../support/project.ts';

const usual: Answers = {
  title: 'New business',
  seller: 'Account executive',
  buyer: 'Head of operations',
  stages: [
    { title: 'Sees the problem', stuck: 'Cannot put a number on the cost', help: 'Size the cost together' },
    { title: 'Compares ways to solve it', stuck: 'Cannot tell which way fits', help: "Show the buyer's own workflow" },
    { title: 'Makes the case and commits', stuck: 'Cannot finalise terms alone', help: 'Agree the terms with finance' },
  ],
};

test('the process of a newcomer who answers every question has no finding at all', async () => {
  const { findings, model } = await project(firstProcess(usual));
  const found = createLinter().lint(model, { config: defaultConfig, surface: 'editor', today: '2027-01-04' });
  expect([...findings, ...found].map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

test('every stuck point is helped by a step', async () => {
  const { model } = await project(firstProcess(usual));
  const [process] = model.processes;
  const stuck = model.journeys.flatMap((journey) =>
    journey.stages.flatMap((stage) => stage.stuck.map((one) => one.id)),
  );
  expect(process?.steps.flatMap((step) => step.helps.map((ref) => ref.target))).toEqual(stuck);
  expect(stuck).toHaveLength(3);
});

test('hostile and odd answers still make text that parses', async () => {
  const odd: Answers = {
    title: '2027 "renewals" \\ }',
    seller: '',
    buyer: '経営者',
    stages: [
      { title: 'step', stuck: 'a "quote" and a \\ backslash', help: '// not a comment' },
      { title: 'step', stuck: '', help: '' },
      { title: '!!!', stuck: 'line\nbreak', help: '' },
    ],
  };
  const { findings } = await project(firstProcess(odd));
  expect(findings.filter(({ standard }) => standard === 'language')).toEqual([]);
});

test('a journey without answers is still a journey', async () => {
  const { findings, model } = await project(
    firstProcess({ ...usual, stages: [{ title: 'Sees it', stuck: '', help: '' }] }),
  );
  expect(findings.filter(({ standard }) => standard === 'language')).toEqual([]);
  expect(model.journeys[0]?.stages).toHaveLength(1);
});

test('a name is given once and starts with a letter', () => {
  const names = new Names();
  expect(['Plan it', 'plan it', '3 calls', '…'].map((label) => names.of(label, 'Step'))).toEqual([
    'PlanIt',
    'PlanIt2',
    'Step3Calls',
    'Step',
  ]);
});

test('a label is quoted on one line', () => {
  expect(quoted('a "b"\n c\\')).toBe('"a \\"b\\" c\\\\"');
});
