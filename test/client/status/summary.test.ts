import { expect, test } from 'vitest';
import { summarise } from '../../../client/src/status/summary.ts';

const clean = { root: 'file:///', files: 3, byStandard: {}, bySeverity: {}, gaps: 0 };

test('a clean project says so', () => {
  const { text, tooltip, severity } = summarise('running', clean);
  expect([text, severity]).toEqual(['$(check) Salesflow', 'ok']);
  expect(tooltip).toContain('**Nothing to report in 3 files**');
});

test('findings are counted by standard, in the order of the standards', () => {
  const { text, tooltip, severity } = summarise('running', {
    ...clean,
    files: 1,
    byStandard: { inspectable: 2, required: 1 },
    bySeverity: { error: 1, warning: 2 },
    gaps: 1,
  });
  expect(text).toBe('$(error) Salesflow 3');
  expect(severity).toBe('error');
  expect(tooltip).toContain('**3 findings in 1 file**');
  expect(tooltip.indexOf('| Required | 1 |')).toBeLessThan(tooltip.indexOf('| Inspectable | 2 |'));
  expect(tooltip).toContain('1 stuck point that nothing helps.');
});

test('a server that does not run offers its log and a restart', () => {
  for (const state of ['failed', 'stopped'] as const) {
    const { tooltip, severity } = summarise(state, undefined);
    expect(severity).toBe('error');
    expect(tooltip).toContain('command:salesflow.showLog');
    expect(tooltip).toContain('command:salesflow.restartServer');
  }
});

test('an untrusted folder is told what is off, and where to change that', () => {
  expect(summarise('running', clean, true).tooltip).not.toContain('untrusted');
  const { tooltip } = summarise('running', clean, false);
  expect(tooltip).toContain('tasks, comparing with git revisions and writing CRM configuration are off');
  expect(tooltip).toContain('(command:workbench.trust.manage)');
});
