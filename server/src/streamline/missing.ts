import type { Finding } from '../model/finding.ts';
import type { Process, ProjectModel } from '../model/model.ts';
import { nameOf, stepPath } from '../standards/flow.ts';
import type { FactKind, MissingFacts, MissingPlace, Proposal } from './proposal.ts';

/** What to add, in the order in which each makes the next possible. */
const kinds: readonly (readonly [FactKind, string])[] = [
  ['persona', 'Say who buys: one persona for each role in the decision.'],
  ['journey', 'Write down the stages that buyer goes through, in the buyer’s own terms.'],
  ['stuck-points', 'Say where on the journey the buyer cannot move forward without a rep, and which step helps there.'],
  ['outcomes', 'Say how a sale ends, and for which reasons.'],
  ['exit-criteria', 'Say for each step what must be done, collected and committed to before it is left.'],
  ['events', 'Say which event would show what is now a mood, an opinion or a phase.'],
  ['proofs', 'Name the record in the CRM that proves each criterion.'],
  ['plans', 'Say what happens, and after how long, when a deal does not move.'],
  ['decisions', 'Decide what else the standards ask about.'],
];

const kindOfRule: readonly (readonly [RegExp, FactKind])[] = [
  [/^buyer-centric\/persona-defined$/, 'persona'],
  [/^buyer-centric\/journey-defined$/, 'journey'],
  [/^buyer-centric\/(?:step-helps-buyer|no-unhelped-buyer)$/, 'stuck-points'],
  [/^process\/has-outcomes$/, 'outcomes'],
  [/^exit-criteria\/|^buyer-centric\/buyer-takes-part$/, 'exit-criteria'],
  [/^factual\/|^inspectable\/no-buyer-internal-action$|^required\/no-skippable-wording$/, 'events'],
  [/^inspectable\//, 'proofs'],
  [/^required\/plan-for-stall$/, 'plans'],
];

/** Findings on what stays that no proposal settles. */
export function openFindings(
  model: ProjectModel,
  process: Process,
  findings: readonly Finding[],
  proposals: readonly Proposal[],
): Finding[] {
  const settled = new Set(
    proposals.filter((each) => each.edits.length > 0).map((each) => `${each.rule} ${each.at.start} ${each.at.uri}`),
  );
  const leaving = proposals.filter(isLeaving).map((proposal) => proposal.step);
  return findings.filter(({ standard, rule, path, span }) => {
    if (standard === 'language' || standard === 'suppression' || standard === 'config') return false;
    const other = model.processes.find((each) => isWithin(path, each.name));
    if (other && other !== process && other.variantOf?.target !== process.id) return false;
    return !leaving.some((step) => isWithin(path, step)) && !settled.has(`${rule} ${span.start} ${span.uri}`);
  });
}

/** Facts that only a person can add to what stays. */
export function missingFacts(
  model: ProjectModel,
  process: Process,
  findings: readonly Finding[],
  proposals: readonly Proposal[],
): MissingFacts[] {
  const leaving = new Set(proposals.filter(isLeaving).map((proposal) => proposal.step));
  const places = new Map<FactKind, MissingPlace[]>();
  const add = (kind: FactKind, place?: MissingPlace) => {
    places.set(kind, [...(places.get(kind) ?? []), ...(place ? [place] : [])]);
  };
  if (model.personas.length === 0) add('persona');
  if (process.journeys.length === 0) add('journey');
  const noStuckPoints = model.journeys.every((journey) => journey.stages.every((stage) => stage.stuck.length === 0));
  if (noStuckPoints) {
    for (const step of process.steps) {
      const path = stepPath(process, step);
      if (leaving.has(path) || step.afterWon) continue;
      const message = `What could the buyer not do without "${nameOf(step)}"?`;
      add('stuck-points', { path, title: nameOf(step), message, at: step.nameSpan });
    }
  }
  for (const finding of openFindings(model, process, findings, proposals)) {
    const kind = kindOfRule.find(([rule]) => rule.test(finding.rule))?.[1] ?? 'decisions';
    const step = process.steps.find((each) => isWithin(finding.path, stepPath(process, each)));
    add(kind, { path: finding.path, title: nameOf(step ?? process), message: finding.message, at: finding.span });
  }
  return kinds.flatMap(([kind, what]) => {
    const found = places.get(kind);
    return found ? [{ kind, what, places: found }] : [];
  });
}

/** Whether the step of a proposal is no step any more. */
export function isLeaving({ verdict, id, step, edits }: Proposal): boolean {
  return edits.length > 0 && id === `${verdict} ${step}` && verdict !== 'keep' && verdict !== 'add';
}

function isWithin(path: string, owner: string): boolean {
  return path === owner || path.startsWith(`${owner}/`);
}
