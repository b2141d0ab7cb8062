import type { Declared, Process } from '../../model/model.ts';
import { nameOf, titleOf } from '../flow.ts';
import { processRule, unwise } from '../rule.ts';

/** Two things in a process that people cannot tell apart. */
export const noAmbiguousName = processRule({
  id: 'process/no-ambiguous-name',
  standard: 'process',
  levels: unwise,
  basis: 'declared',
  summary: 'Steps and outcomes can be told apart by what they are called.',
  reports:
    'Two steps, outcomes, parking places or reasons of a process that people read the same: labels that differ at most in case, spaces and punctuation.',
  why: 'In the CRM both show under one name, and a rep picks either.',
  instead: 'Call each by what sets it apart.',
  wrong: [
    {
      within: 'process',
      code: `
lost ClosedLost "Closed lost" {
  reason NoDecision "No decision"
  reason NoAnswer «"No-decision"»
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
lost ClosedLost "Closed lost" {
  reason NoDecision "No decision"
  reason NoAnswer "No answer"
}`,
    },
  ],
  options: {},
  fix: undefined,
  check({ process, report }) {
    if (process.variantOf) return;
    for (const group of namedTogether(process)) {
      const first = new Map<string, Declared>();
      for (const declared of group) {
        const key = titleOf(declared)
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '');
        const other = first.get(key);
        if (key === '' || declared.name === '') continue;
        if (!other) first.set(key, declared);
        else {
          report({
            at: declared.label?.span ?? declared.nameSpan,
            path: `${process.name}/${declared.name}`,
            message: `"${nameOf(declared)}" reads like "${nameOf(other)}", so people in the CRM cannot tell them apart. Call it by what is different.`,
            related: [{ message: 'The other one', span: other.nameSpan }],
          });
        }
      }
    }
  },
});

/** What stands side by side in one list of the CRM. */
function namedTogether(process: Process): readonly (readonly Declared[])[] {
  return [
    [...process.steps, ...process.outcomes, ...process.holds],
    ...process.outcomes.map((outcome) => outcome.reasons),
  ];
}
