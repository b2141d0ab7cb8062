import { atomsOf } from '../model/evidence.ts';
import type { Edit, Finding, Fix, Standard } from '../model/finding.ts';
import type { Process, ProjectModel, Step } from '../model/model.ts';
import { criteriaOf, nameOf, neighbourOf, stepPath } from '../standards/flow.ts';
import { homeOf } from '../standards/leaving.ts';
import { dropStep, mergeStep, stepToPlay } from '../standards/restructure.ts';
import type { Vocabulary } from '../standards/vocabulary.ts';
import { foldLoose, looseTargets } from './loose.ts';
import { findingsAt, type Proposal, type Verdict } from './proposal.ts';

/** A decision about a step, before it is written as a proposal. */
interface Decision {
  readonly verdict: Verdict;
  readonly standard: Standard;
  readonly rule: string;
  readonly reason: string;
  readonly target: Step | undefined;
  readonly edits: readonly Edit[];
}

/** The process a step is in, and what its words mean there. */
interface Place {
  readonly model: ProjectModel;
  readonly process: Process;
  readonly vocabulary: Vocabulary;
}

type Decide = (place: Place, step: Step, finding: Finding) => Decision | undefined;

/** What a finding on a step as a whole makes of it; the first that applies decides. */
const decisions: readonly (readonly [rule: string, decide: Decide])[] = [
  [
    'required/no-follow-up-step',
    (place, step, finding) => {
      const target = homeOf(place.process, step, place.vocabulary, ['before']);
      const reason = 'It chases or waits, so it is the plan for unmet criteria of the step before.';
      const plan = byFix(finding, 'follow-up-plan', reason, target);
      if (plan) return plan;
      return asPlay(place, step, finding, 'It chases or waits, and no step comes before it whose plan it could be.');
    },
  ],
  [
    'buyer-centric/no-seller-internal-step',
    (place, step, finding) => {
      const reason = 'It is your own housekeeping, which does not move the buyer.';
      const fix = finding.fixes()[0];
      if (!fix) return asPlay(place, step, finding, reason);
      if (/^Delete/.test(fix.title))
        return asRecord(place, step, finding) ?? byFix(finding, 'remove', reason, undefined);
      const verdict: Verdict = /approval/.test(fix.title) ? 'approval' : 'play';
      const into = homeOf(place.process, step, place.vocabulary);
      return byFix(finding, verdict, reason, into);
    },
  ],
  [
    'required/no-split-event',
    (place, _step, finding) =>
      byFix(
        finding,
        'fold',
        'It only prepares or records an event that another step holds.',
        relatedStep(place.process, finding),
      ),
  ],
  [
    'required/no-optional-step',
    (place, step, finding) => asPlay(place, step, finding, 'It does not happen in every sale.'),
  ],
  [
    'required/no-skippable-wording',
    (place, step, finding) => asPlay(place, step, finding, 'Its name says that it does not happen in every sale.'),
  ],
  [
    'required/no-redundant-step',
    (place, _step, finding) =>
      byFix(
        finding,
        'merge',
        'It does for the buyer what an earlier step has done.',
        relatedStep(place.process, finding),
      ),
  ],
  [
    'required/no-empty-step',
    (place, step, finding) =>
      byFix(finding, 'fold', 'Nothing new has to be true to leave it.', neighbour(place.process, step, 'before')),
  ],
  [
    'inspectable/no-buyer-internal-action',
    (place, step) => {
      const own = { standard: 'inspectable', rule: 'inspectable/no-buyer-internal-action' } as const;
      const edits = ontoJourney(place, step);
      const reason = 'The buyer does it unseen: it belongs on the journey, and no record in the CRM can show it.';
      return edits && { ...own, verdict: 'remove', reason, target: undefined, edits };
    },
  ],
];

/** What every step of a process should become, those that stay included. */
export function stepProposals(
  model: ProjectModel,
  process: Process,
  findings: readonly Finding[],
  vocabulary: Vocabulary,
): Proposal[] {
  const place = { model, process, vocabulary };
  const decided = new Map<Step, Decision>();
  const remaining = new Set(process.steps);
  for (const step of process.steps) {
    const path = stepPath(process, step);
    for (const [rule, decide] of decisions) {
      const finding = findings.find((each) => each.rule === rule && each.path === path);
      const decision = finding && remaining.size > 1 ? decide(place, step, finding) : undefined;
      if (!decision) continue;
      decided.set(step, decision);
      remaining.delete(step);
      break;
    }
  }
  for (const [step, target] of looseTargets(process, new Set(decided.keys()))) {
    const edits = foldLoose(model, process, step, target);
    if (!edits) continue;
    decided.set(step, {
      verdict: 'fold',
      standard: 'required',
      rule: 'exit-criteria/has-exit',
      reason: 'It asks for nothing before it is left, so it is something the rep does within another step.',
      target,
      edits,
    });
  }
  return process.steps.map((step) => {
    const decision = decided.get(step);
    const path = stepPath(process, step);
    const open = decision ? 0 : findingsAt(findings, path).length;
    return {
      id: `${decision?.verdict ?? 'keep'} ${path}`,
      step: path,
      title: nameOf(step),
      verdict: decision?.verdict ?? 'keep',
      standard: decision?.standard,
      rule: decision?.rule,
      reason:
        decision?.reason ??
        (open === 0 ? 'It passes all four standards.' : 'It is a step of the sale; what it lacks is listed below.'),
      target: decision?.target && nameOf(arrival(decision.target, decided)),
      into: decision?.target && stepPath(process, decision.target),
      at: step.nameSpan,
      edits: decision?.edits ?? [],
    };
  });
}

function byFix(finding: Finding, verdict: Verdict, reason: string, target: Step | undefined): Decision | undefined {
  const fix: Fix | undefined = finding.fixes()[0];
  return fix && { verdict, standard: finding.standard, rule: finding.rule, reason, target, edits: fix.edits };
}

function asPlay(place: Place, step: Step, finding: Finding, reason: string): Decision | undefined {
  for (const side of ['before', 'after'] as const) {
    const target = homeOf(place.process, step, place.vocabulary, [side]);
    const edits = target && stepToPlay(place, step, target);
    if (edits) return { verdict: 'play', standard: finding.standard, rule: finding.rule, reason, target, edits };
  }
  return undefined;
}

/** Record keeping goes, but what it asks to be on record is collected where the record comes from. */
function asRecord(place: Place, step: Step, finding: Finding): Decision | undefined {
  const criteria = criteriaOf(step.exit);
  const set = criteria.flatMap(({ proof }) => atomsOf(proof)).filter((atom) => atom.kind === 'field');
  const fields = [...new Set(set.map(({ field }) => field.text))];
  if (fields.length === 0 && !criteria.some(({ kind }) => kind === 'collect')) return undefined;
  const target = homeOf(place.process, step, place.vocabulary, ['after', 'before']);
  const edits =
    target &&
    mergeStep(place, step, target, {
      criterion: ({ kind }) => kind === 'collect',
      addExit: fields.length > 0 ? [`collect ${fields.join(', ')}`] : [],
    });
  const reason = 'It only records what comes out of another step.';
  return edits && { verdict: 'fold', standard: finding.standard, rule: finding.rule, reason, target, edits };
}

function neighbour(process: Process, step: Step, side: 'before' | 'after'): Step | undefined {
  return neighbourOf(process, step, side);
}

function relatedStep(process: Process, finding: Finding): Step | undefined {
  const span = finding.related[0]?.span;
  return span && process.steps.find((step) => step.nameSpan.uri === span.uri && step.nameSpan.start === span.start);
}

/** The step in which something arrives when the steps it goes into go elsewhere themselves. */
function arrival(target: Step, decided: ReadonlyMap<Step, Decision>): Step {
  const seen = new Set<Step>();
  let step = target;
  for (let next = decided.get(step)?.target; next && !seen.has(step); next = decided.get(step)?.target) {
    seen.add(step);
    step = next;
  }
  return step;
}

/** Takes a step out, and leaves a note of what the buyer does there for whoever writes the journey. */
function ontoJourney(place: Place, step: Step): Edit[] | undefined {
  const edits = dropStep(place, step);
  const source = place.model.file(step.span.uri)?.text.slice(step.span.start, step.span.end) ?? '';
  if (!edits || step.doc !== undefined || source.includes('//') || source.includes('/*')) return edits;
  const note = nameOf(step).replaceAll('*/', '* /');
  return [{ span: step.span, newText: `/* On the buyer's journey: ${note} */` }];
}
