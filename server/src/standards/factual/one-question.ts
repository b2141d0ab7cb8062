import { quote } from '../../base/strings.ts';
import type { Fix } from '../../model/finding.ts';
import type { Process, ProjectModel } from '../../model/model.ts';
import type { Cue } from '../../prose/claims.ts';
import { addBeside, replace } from '../edits.ts';
import { conjunctsOf } from '../evidence.ts';
import { excerpt } from '../flow.ts';
import { fittingProofs } from '../proofs.ts';
import { advice, processRule } from '../rule.ts';
import { cuesIn, type Statement, spanWithin, statementsOf } from '../wording.ts';

/** Two facts in one criterion. */
export const oneQuestion = processRule({
  id: 'factual/one-question',
  standard: 'factual',
  levels: advice,
  basis: 'wording',
  summary: 'A criterion asks one question.',
  reports: 'A `done` or `commit` that joins two facts which can be true apart from each other: "signed and paid".',
  why: 'When only one of the two is true, neither yes nor no is right, and the report cannot say which one is missing.',
  instead: 'Write two criteria, each with its own proof.',
  wrong: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Order form signed «and» deposit paid" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
    commit "Finance director pays the deposit" proof email "Deposit" received from Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
    },
  ],
  options: {},
  fix: {
    safety: 'suggestion',
    does: 'Splits the criterion in two; a proof joined by `and` is split with it, else the second gets a proof that fits its words.',
  },
  check({ process, steps, vocabulary, lookup, report }) {
    for (const statement of statementsOf(process, steps)) {
      if (statement.word !== 'done' && statement.word !== 'commit') continue;
      const cue = cuesIn(statement, ['two-facts'], vocabulary)[0];
      if (!cue) continue;
      report({
        at: spanWithin(lookup, statement.text, cue.start, cue.end),
        path: statement.path,
        message: `"${excerpt(cue.words)}" reads as if it joins two facts, and when only one is true neither yes nor no is right. Write two criteria, each with its own proof.`,
        fixes: (model) => splitFix(model, process, statement, cue),
      });
    }
  },
});

function splitFix(model: ProjectModel, process: Process, { text, criterion, step }: Statement, cue: Cue): Fix[] {
  const file = model.file(text.span.uri);
  if (!file || !criterion || criterion.kind === 'collect' || text.value.includes('\n')) return [];
  const first = text.value.slice(0, cue.start).replace(/[\s,;]+$/, '');
  const rest = text.value.slice(cue.end).trim();
  if (first === '' || rest === '') return [];
  const second = rest.charAt(0).toUpperCase() + rest.slice(1);
  const parts = criterion.proof ? conjunctsOf(criterion.proof) : [];
  const source = (from: number, to: number) => file.text.slice(from, to);
  const tail = source(text.span.end, criterion.span.end);
  if (tail.includes('//') || tail.includes('/*')) return [];
  const edits = [replace(text.span, quote(first))];
  const [left, right] = parts;
  let proof = fittingProofs(model, process, step, { ...criterion, text: { ...text, value: second } })[0];
  if (criterion.proof && left && right && parts.length === 2) {
    edits.push(replace(criterion.proof.span, source(left.span.start, left.span.end)));
    proof = source(right.span.start, right.span.end);
  }
  const condition = criterion.when ? ` when ${source(criterion.when.span.start, criterion.when.span.end)}` : '';
  if (proof === undefined) return [];
  edits.push(addBeside(file, criterion.span, 'after', `${criterion.kind} ${quote(second)}${condition} proof ${proof}`));
  return [{ title: 'Split it into two criteria', safety: 'suggestion', edits }];
}
