import { quote } from '../base/strings.ts';
import type { Edit } from '../model/finding.ts';
import type { Process, ProjectModel, Step } from '../model/model.ts';
import { titleOf } from '../standards/flow.ts';
import { gatherings } from '../standards/gatherings.ts';
import { mergeStep } from '../standards/restructure.ts';
import { claimsOf } from '../standards/wording.ts';

/**
 * Loose activities: steps without exit criteria, as a list of tasks in a CRM has them. Each belongs to the step in
 * which something happens between seller and buyer.
 */

/** Where loose activities of a process go, by the step that goes. */
export function looseTargets(process: Process, leaving: ReadonlySet<Step>): ReadonlyMap<Step, Step> {
  const targets = new Map<Step, Step>();
  for (const part of partsOf(process)) {
    const staying = part.filter((step) => !leaving.has(step));
    for (const group of groupsOf(staying)) {
      const anchors = anchorsOf(group);
      for (const step of group) {
        if (anchors.includes(step) || !isLoose(step)) continue;
        const target = anchorFor(step, anchors);
        if (target) targets.set(step, target);
      }
    }
  }
  return targets;
}

/** Makes a loose activity something the rep does in another step. */
export function foldLoose(model: ProjectModel, process: Process, step: Step, into: Step): Edit[] | undefined {
  const said = step.actions.some((action) => same(action.text.value, titleOf(step)));
  const label = said || !step.label ? [] : [`do ${quote(titleOf(step))}`];
  const addItems = step.actions.length === 0 ? label : [];
  return mergeStep({ model, process }, step, into, { actions: true, plans: true, addItems });
}

/** The steps before and after the sale is won; parallel tracks stand for themselves. */
function partsOf(process: Process): Step[][] {
  const single = process.steps.filter((step) => step.parallel === undefined);
  return [single.filter((step) => !step.afterWon), single.filter((step) => step.afterWon)];
}

/** Consecutive steps that the CRM shows as one stage, where stages are named; else all steps together. */
function groupsOf(steps: readonly Step[]): Step[][] {
  if (!steps.some((step) => step.crm?.label)) return [[...steps]];
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const stage = step.crm?.label?.value;
    if (last && (stage === undefined || last[0]?.crm?.label?.value === stage)) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** The steps of a group that stay: those with exit criteria, else those in which something happens with the buyer. */
function anchorsOf(group: readonly Step[]): Step[] {
  const named = group.some((step) => step.crm?.label);
  const complete = group.filter((step) => !isLoose(step));
  if (named && complete.length > 0) return complete;
  const eventful = group.filter((step) => !isLoose(step) || weight(step) > 0);
  if (!named) return eventful.length > 0 ? eventful : group.slice(0, 1);
  const best = Math.max(...group.map(weight));
  return group.filter((step) => weight(step) === best).slice(-1);
}

function isLoose(step: Step): boolean {
  return (step.exit?.items.length ?? 0) === 0 && step.branches.length === 0 && step.handoffs.length === 0;
}

/** How much happens with the buyer by what a step is called: 2 something of both sides, 1 something sent, 0 nothing. */
function weight(step: Step): number {
  if (!step.label) return 0;
  const claims = claimsOf({ text: step.label, kind: 'step' });
  const deeds = claims.deeds.filter((deed) => !deed.negated);
  if (deeds.some((deed) => preparing.has(deed.lemma) || recording.has(deed.lemma))) return 0;
  if (deeds.some((deed) => ofBoth.has(deed.lemma))) return 2;
  if (claims.lemmas.some((lemma) => gatherings.has(lemma))) return 2;
  const toBuyer = deeds.some((deed) => outward.has(deed.lemma));
  return toBuyer && claims.artefacts.some(({ name }) => decisive.has(name)) ? 1 : 0;
}

const ofBoth = new Set(['sign', 'countersign', 'accept', 'agree', 'order', 'pay', 'install', 'close', 'negotiate']);
const outward = new Set(['send', 'submit', 'deliver', 'present', 'share', 'issue']);
const decisive = new Set([
  'proposal',
  'quote',
  'offer',
  'contract',
  'order form',
  'bid',
  'sample',
  'agreement',
  'tender',
]);
const preparing = new Set([
  'prepare',
  'research',
  'schedule',
  'book',
  'arrange',
  'invite',
  'draft',
  'identify',
  'plan',
  'find',
  'choose',
  'select',
  'assign',
  'check',
  'create',
  'build',
  'write',
  'request',
]);
const recording = new Set(['log', 'record', 'document', 'enter', 'file', 'note', 'update', 'upload']);

/** Preparation belongs to what comes next, everything else to what came before. */
function anchorFor(step: Step, anchors: readonly Step[]): Step | undefined {
  const before = anchors.findLast((anchor) => anchor.index < step.index);
  const after = anchors.find((anchor) => anchor.index > step.index);
  const claims = step.label && claimsOf({ text: step.label, kind: 'step' });
  const tellsOfPast = claims?.lemmas.some((lemma) => records.has(lemma)) ?? false;
  const prepares = !tellsOfPast && (claims?.deeds.some((deed) => preparing.has(deed.lemma)) ?? false);
  return prepares ? (after ?? before) : (before ?? after);
}

/** What is written about something that has happened, whatever the verb. */
const records = new Set(['note', 'minute', 'recap', 'summary', 'protocol', 'recording']);

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
