import { appendToBlock } from '../edits.ts';
import { nameOf } from '../flow.ts';
import { declaredError, processRule } from '../rule.ts';
import { closingBrace } from '../step-editor.ts';

/** A process that cannot be won, or cannot be lost. */
export const hasOutcomes = processRule({
  id: 'process/has-outcomes',
  standard: 'process',
  levels: { ...declaredError, audit: 'warning' },
  basis: 'declared',
  summary: 'A process can be won and lost.',
  reports: 'A process with steps but without `won`, or without `lost` or `disqualified`.',
  why: 'Without a way to lose, dead deals stay open and the pipeline shows money that is not there; without a way to win, nothing is ever closed.',
  instead: 'Declare `won NAME "…"` and `lost NAME "…"` with the reasons that matter to you.',
  wrong: [
    {
      within: 'project',
      code: `
process «NewBusiness» "New business" for Purchase {
  owner AE
  step Order "Get the order form signed" {
    helps Sizing, Fit, Terms
    do "Send the order form to the finance director"
    exit {
      done "Order form sent to the finance director" proof document "Order form" sent to Finance
      collect deal.description
      commit "Finance director signs the order form" proof document "Order form" signed by Finance
    }
    otherwise { after 60 days follow-up "Call the finance director" }
  }
  won ClosedWon "Closed won"
}`,
    },
  ],
  right: [
    {
      within: 'project',
      code: `
process NewBusiness "New business" for Purchase {
  owner AE
  step Order "Get the order form signed" {
    helps Sizing, Fit, Terms
    do "Send the order form to the finance director"
    exit {
      done "Order form sent to the finance director" proof document "Order form" sent to Finance
      collect deal.description
      commit "Finance director signs the order form" proof document "Order form" signed by Finance
    }
    otherwise { after 60 days lose as NoDecision }
  }
  won ClosedWon "Closed won"
  lost ClosedLost "Closed lost" { reason NoDecision "No decision" }
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Declares the outcome that is missing.' },
  check({ process, report }) {
    if (process.variantOf || process.steps.length === 0) return;
    const kinds = process.outcomes.map((outcome) => outcome.outcome);
    const missing = [
      ...(kinds.includes('won') ? [] : [{ word: 'won', name: 'ClosedWon', source: 'won ClosedWon "Closed won"' }]),
      ...(kinds.includes('lost') || kinds.includes('disqualified')
        ? []
        : [
            {
              word: 'lost',
              name: 'ClosedLost',
              source: 'lost ClosedLost "Closed lost" {\n  reason NoDecision "No decision"\n}',
            },
          ]),
    ];
    if (missing.length === 0) return;
    const words = missing.map(({ word }) => `"${word}"`).join(' and ');
    report({
      at: process.nameSpan,
      path: process.name,
      message: `"${nameOf(process)}" has no ${words}, so its deals never close ${missing.length > 1 ? 'either way' : missing[0]!.word === 'won' ? 'as sales' : 'when they are dead'}. Declare the outcome with its reasons.`,
      fixes(model) {
        const file = model.file(process.span.uri);
        const brace = file && closingBrace(file, process.span);
        const taken = new Set([...process.steps, ...process.outcomes, ...process.holds].map((each) => each.name));
        if (!file || brace === undefined || missing.some(({ name }) => taken.has(name))) return [];
        const edits = [appendToBlock(file, brace, missing.map(({ source }) => source).join('\n'))];
        return [{ title: `Declare ${words}`, safety: 'suggestion', edits }];
      },
    });
  },
});
