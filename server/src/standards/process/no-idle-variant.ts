import { removeStatement } from '../edits.ts';
import { nameOf } from '../flow.ts';
import { processRule, unwise } from '../rule.ts';

/** A variant that changes nothing. */
export const noIdleVariant = processRule({
  id: 'process/no-idle-variant',
  standard: 'process',
  levels: unwise,
  basis: 'declared',
  summary: 'A variant differs from its process.',
  reports: 'A `variant` that adds, changes and drops nothing.',
  why: 'It makes a second pipeline in the CRM that means the same, and deals end up in either.',
  instead: 'Say what is different for this segment, or delete it.',
  wrong: [{ within: 'project', code: 'variant «Large» "Large accounts" of NewBusiness when deal.amount > 100000' }],
  right: [
    {
      within: 'project',
      code: `
variant Large "Large accounts" of NewBusiness when deal.amount > 100000 {
  change step Order { within 30 days }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Deletes the variant.' },
  check({ process, lookup, report }) {
    if (!process.variantOf || process.variantOf.target === undefined || process.changes.length > 0) return;
    const base = lookup.find('process', process.variantOf.target);
    report({
      at: process.nameSpan,
      path: process.name,
      message: `"${nameOf(process)}" is the same as "${base ? nameOf(base) : process.variantOf.text}", so the CRM gets two pipelines that mean one thing. Say what is different, or delete the variant.`,
      fixes(model) {
        const file = model.file(process.span.uri);
        if (!file) return [];
        return [{ title: 'Delete the variant', safety: 'suggestion', edits: removeStatement(file, process.span) }];
      },
    });
  },
});
