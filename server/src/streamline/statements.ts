import type { Finding } from '../model/finding.ts';
import type { Process } from '../model/model.ts';
import { stepPath, titleOf } from '../standards/flow.ts';
import type { Proposal, Verdict } from './proposal.ts';

/** Findings below a step, or on the process, that an edit settles without a person's knowledge. */
const settled: readonly (readonly [rule: string, fix: RegExp, verdict: Verdict, reason: string])[] = [
  ['required/no-mirrored-entry', /^Delete/, 'remove', 'It repeats what the step before was left with.'],
  ['required/no-repeated-criterion', /./, 'remove', 'An earlier step has already established it.'],
  ['factual/one-question', /./, 'reword', 'It asks two questions, which one answer cannot settle.'],
  ['factual/no-feelings', /^Delete/, 'remove', 'A mood is no yes or no, and the step keeps an indicator without it.'],
  ['factual/no-judgement', /./, 'reword', 'An opinion is no yes or no.'],
  ['factual/no-hedging', /./, 'reword', 'A hedge is no yes or no.'],
  ['inspectable/no-buyer-internal-action', /^Delete/, 'remove', 'The buyer does it unseen, so no record shows it.'],
  ['required/no-skippable-wording', /./, 'reword', 'What can be skipped proves nothing.'],
  ['buyer-centric/no-scripted-guidance', /play/, 'play', 'It tells the rep how to speak: help, not a criterion.'],
  ['process/has-outcomes', /^Declare/, 'add', 'A sale has to end somewhere.'],
  ['buyer-centric/no-unhelped-buyer', /^(?:Add a step|Let )/, 'add', 'The buyer is stuck there, and no step helps.'],
];

/** Changes to statements of the steps that stay, and what the process lacks. */
export function statementProposals(
  process: Process,
  findings: readonly Finding[],
  leaving: ReadonlySet<string>,
): Proposal[] {
  const proposals: Proposal[] = [];
  for (const finding of findings) {
    const rule = settled.find(([id]) => id === finding.rule);
    const step = process.steps.find((each) => isAt(finding.path, stepPath(process, each)));
    const path = step ? stepPath(process, step) : process.name;
    if (!rule || leaving.has(path) || !(step || isAt(finding.path, process.name) || rule[2] === 'add')) continue;
    const [, title, becomes, reason] = rule;
    const fix = finding.fixes().find((each) => title.test(each.title));
    if (!fix) continue;
    const verdict = fix.title.startsWith('Delete') ? 'remove' : becomes;
    proposals.push({
      id: `${verdict} ${finding.path} ${finding.rule}`,
      step: path,
      title: titleOf(step ?? process),
      verdict,
      standard: finding.standard,
      rule: finding.rule,
      reason: `${fix.title}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
      target: undefined,
      into: undefined,
      at: finding.span,
      edits: fix.edits,
    });
  }
  return proposals;
}

function isAt(path: string, owner: string): boolean {
  return path === owner || path.startsWith(`${owner}/`);
}
