import { quote } from '../base/strings.ts';
import type { Edit, Finding, Fix, Standard } from '../model/finding.ts';
import type { Process, ProjectModel, Step } from '../model/model.ts';
import { atomsOf } from '../standards/evidence.ts';
import { criteriaOf, nameOf, neighbourOf, stepPath, titleOf } from '../standards/flow.ts';
import { dropStep, mergeStep, stepToPlay } from '../standards/restructure.ts';
import { claimsOf } from '../standards/wording.ts';
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

type Decide = (place: { model: ProjectModel; process: Process }, step: Step, finding: Finding) => Decision | undefined;

/** What a finding on a step as a whole makes of it; the first that applies decides. */
const decisions: readonly (readonly [rule: string, decide: Decide])[] = [
  [
    'required/no-follow-up-step',
    (place, step, finding) => {
      const target = neighbour(place.process, step, 'before');
      const reason = 'It chases or waits, so it is the plan for unmet criteria of the step before.';
      const plan = byFix(finding, 'follow-up-plan', reason, target);
      if (plan) return { ...plan, edits: asDeed(step, plan.edits) };
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
      const into = neighbour(place.process, step, 'before') ?? neighbour(place.process, step, 'after');
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
      const gate = isOfSeller(place, step) ? asApproval(place, step) : undefined;
      if (gate)
        return {
          ...own,
          verdict: 'approval',
          reason: 'It is a gate of your own, which the buyer takes no part in.',
          ...gate,
        };
      const edits = ontoJourney(place, step);
      const reason = 'The buyer does it unseen: it belongs on the journey, and no record in the CRM can show it.';
      return edits && { ...own, verdict: 'remove', reason, target: undefined, edits };
    },
  ],
];

/** What every step of a process should become, those that stay included. */
export function stepProposals(model: ProjectModel, process: Process, findings: readonly Finding[]): Proposal[] {
  const place = { model, process };
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

function asPlay(
  place: { model: ProjectModel; process: Process },
  step: Step,
  finding: Finding,
  reason: string,
): Decision | undefined {
  for (const side of ['before', 'after'] as const) {
    const target = neighbour(place.process, step, side);
    const edits = target && stepToPlay(place, step, target);
    if (edits) return { verdict: 'play', standard: finding.standard, rule: finding.rule, reason, target, edits };
  }
  return undefined;
}

/** Waiting is nothing a rep does: the plan of a step that waits is to ask. */
function asDeed(step: Step, edits: readonly Edit[]): readonly Edit[] {
  const waits = step.label && claimsOf({ text: step.label, kind: 'step' }).cues.some(({ cue }) => cue === 'wait');
  if (!waits) return edits;
  const plan = (text: string) => `follow-up ${quote(text)}`;
  const title = titleOf(step);
  return edits.map((edit) => ({
    ...edit,
    newText: edit.newText.replace(plan(title), () => plan(`Ask where it stands: ${title}`)),
  }));
}

/** Record keeping goes, but what it asks to be on record is collected where the record comes from. */
function asRecord(
  place: { model: ProjectModel; process: Process },
  step: Step,
  finding: Finding,
): Decision | undefined {
  const criteria = criteriaOf(step.exit);
  const set = criteria.flatMap(({ proof }) => atomsOf(proof)).filter((atom) => atom.kind === 'field');
  const fields = [...new Set(set.map(({ field }) => field.text))];
  if (fields.length === 0 && !criteria.some(({ kind }) => kind === 'collect')) return undefined;
  const target = neighbour(place.process, step, 'after') ?? neighbour(place.process, step, 'before');
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

/** Whether a step is named after one of the seller's roles. */
function isOfSeller({ model }: { model: ProjectModel }, step: Step): boolean {
  const words = titleOf(step)
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return model.roles.some((role) => !role.external && !role.system && words.includes(titleOf(role).toLowerCase()));
}

/** Makes a step an approval that its neighbour asks for. */
function asApproval(
  place: { model: ProjectModel; process: Process },
  step: Step,
): { target: Step; edits: Edit[] } | undefined {
  const { model, process } = place;
  const target = neighbour(process, step, 'before') ?? neighbour(process, step, 'after');
  if (!target) return undefined;
  const taken = new Set(model.approvals.map(({ name }) => name));
  let name = `${step.name}Approval`;
  for (let number = 2; taken.has(name); number++) name = `${step.name}Approval${number}`;
  const edits = mergeStep(place, step, target, {
    criterion: ({ kind }) => kind === 'collect',
    addExit: [`done ${quote(`${titleOf(step)} granted`)} proof approval ${name} granted`],
  });
  if (!edits) return undefined;
  const roles = step.effectiveOwner?.roles.map(({ text }) => text).join(', ');
  const at = { uri: process.span.uri, start: process.span.start, end: process.span.start };
  const newText = `approval ${name} ${quote(titleOf(step))}${roles ? ` by ${roles}` : ''}\n\n`;
  return { target, edits: [{ span: at, newText }, ...edits] };
}

/** Takes a step out, and leaves a note of what the buyer does there for whoever writes the journey. */
function ontoJourney(place: { model: ProjectModel; process: Process }, step: Step): Edit[] | undefined {
  const edits = dropStep(place, step);
  const source = place.model.file(step.span.uri)?.text.slice(step.span.start, step.span.end) ?? '';
  if (!edits || step.doc !== undefined || source.includes('//') || source.includes('/*')) return edits;
  const note = nameOf(step).replaceAll('*/', '* /');
  return [{ span: step.span, newText: `/* On the buyer's journey: ${note} */` }];
}
