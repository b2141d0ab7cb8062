import { advice, declaredError, type ExternalRule, externalRule } from '../rule.ts';

/** What is reported about the suppressions themselves; these findings cannot be suppressed. */
export const suppressionRules: readonly ExternalRule[] = [
  externalRule({
    id: 'suppression/needs-reason',
    standard: 'suppression',
    levels: declaredError,
    basis: 'tool',
    summary: 'A suppression says why.',
    reports: 'A `salesflow-ignore` comment without a reason after the colon. It has no effect until it has one.',
    why: 'Whoever reads the process next must be able to tell a decision from an oversight.',
    instead: 'Write the reason: `// salesflow-ignore RULE: reason`, with `until 2027-03-31` where it is temporary.',
    wrong: [
      { within: 'project', code: '// «salesflow-ignore» process/no-unused-declaration\nrole AE "Account executive"' },
    ],
    right: [
      {
        within: 'project',
        code: '// salesflow-ignore process/no-unused-declaration: sent from autumn on\ndocument Datasheet "Data sheet"',
      },
    ],
    fix: { safety: 'suggestion', does: 'Deletes the comment, which has no effect as it is.' },
  }),
  externalRule({
    id: 'suppression/unknown-rule',
    standard: 'suppression',
    levels: declaredError,
    basis: 'tool',
    summary: 'A suppression names a rule that exists.',
    reports: 'A `salesflow-ignore` comment that names no rule, or one that does not exist.',
    why: 'It suppresses nothing, so what it was meant for stays visible, or comes back unnoticed.',
    instead: 'Name the rule by its id, such as `factual/no-feelings`.',
    wrong: [
      {
        within: 'project',
        code: '// salesflow-ignore «process/no-unused-declration»: sent from autumn on\nrole AE "Account executive"',
      },
    ],
    right: [
      {
        within: 'project',
        code: '// salesflow-ignore process/no-unused-declaration: sent from autumn on\ndocument Datasheet "Data sheet"',
      },
    ],
    fix: { safety: 'suggestion', does: 'Replaces the name by that of the nearest rule.' },
  }),
  externalRule({
    id: 'suppression/unused',
    standard: 'suppression',
    levels: advice,
    basis: 'tool',
    summary: 'A suppression suppresses something.',
    reports:
      'A `salesflow-ignore` comment for a rule that finds nothing there. Rules that are switched off do not count.',
    why: 'It would silently accept the next mistake at this place.',
    instead: 'Delete it.',
    wrong: [
      {
        within: 'project',
        code: '// salesflow-ignore «process/no-unused-declaration»: sent from autumn on\nrole AE "Account executive"',
      },
    ],
    right: [
      {
        within: 'project',
        code: '// salesflow-ignore process/no-unused-declaration: sent from autumn on\ndocument Datasheet "Data sheet"',
      },
    ],
    fix: { safety: 'safe', does: 'Deletes the comment, or the rule from its list.' },
  }),
  externalRule({
    id: 'suppression/expired',
    standard: 'suppression',
    levels: declaredError,
    basis: 'tool',
    summary: 'A suppression holds no longer than it says.',
    reports: 'A `salesflow-ignore` comment whose `until` date has passed, or is no date. It has no effect any more.',
    why: 'The exception was meant to end, so what it hid is due now.',
    instead: 'Put right what it hid, or agree on a new date.',
    wrong: [
      {
        within: 'project',
        code: '// salesflow-ignore process/no-unused-declaration: sent from autumn on until «2020-12-31»\nrole AE "Account executive"',
      },
    ],
    right: [
      {
        within: 'project',
        code: '// salesflow-ignore process/no-unused-declaration: sent from autumn on until 2099-12-31\ndocument Datasheet "Data sheet"',
      },
    ],
    fix: { safety: 'suggestion', does: 'Deletes the comment, which has no effect as it is.' },
  }),
];
