import { type Finding, processOf } from '../model/finding.ts';
import type { Process, ProjectModel, Step } from '../model/model.ts';
import { criteriaOf, stepPath, titleOf } from '../standards/flow.ts';
import { noVocabulary } from '../standards/vocabulary.ts';
import { isLeaving, missingFacts, openFindings } from './missing.ts';
import type { Counts, MissingFacts, Proposal, Streamlined, StreamlineOptions } from './proposal.ts';
import { statementProposals } from './statements.ts';
import { stepProposals } from './steps.ts';

/**
 * From a detailed draft to the process that belongs in the CRM: what each step should become and which standard says
 * so, and what only a person can add. Variants follow the process they come from and get no proposals of their own.
 *
 * @param findings of the standards, on the model as it is
 */
export function streamline(
  model: ProjectModel,
  findings: readonly Finding[],
  options: StreamlineOptions = {},
): Streamlined {
  const processes = model.processes.filter(
    (process) => !process.variantOf && (options.process === undefined || process.name === options.process),
  );
  const proposals: Proposal[] = [];
  const missing: MissingFacts[] = [];
  const open = new Set<Finding>();
  for (const process of processes) {
    const ofSteps = stepProposals(model, process, findings, options.vocabulary ?? noVocabulary);
    const leaving = new Set(ofSteps.filter(isLeaving).map(({ step }) => step));
    const own = [...ofSteps, ...statementProposals(process, findings, leaving)];
    const known = new Set(proposals.map(({ id }) => id));
    const fresh = own.filter(({ id }, index) => !known.has(id) && own.findIndex((each) => each.id === id) === index);
    proposals.push(...fresh);
    addTo(missing, missingFacts(model, process, findings, own));
    for (const finding of openFindings(model, process, findings, own)) open.add(finding);
  }
  const leaving = new Set(proposals.filter(isLeaving).map(({ step }) => step));
  const all = processes.flatMap((process) => process.steps.map((step) => ({ process, step })));
  const staying = all.filter(({ process, step }) => !leaving.has(stepPath(process, step)));
  const names = new Set(processes.map(({ name }) => name));
  const about = findings.filter(({ path }) => path === '' || names.has(processOf(path)));
  return { proposals, missing, before: countsOf(all, about.length), after: countsOf(staying, open.size) };
}

function addTo(missing: MissingFacts[], more: readonly MissingFacts[]): void {
  for (const facts of more) {
    const at = missing.findIndex(({ kind }) => kind === facts.kind);
    if (at < 0) missing.push(facts);
    else {
      const seen = new Set(missing[at]!.places.map(({ path, message }) => `${path}\n${message}`));
      const places = facts.places.filter(({ path, message }) => !seen.has(`${path}\n${message}`));
      missing[at] = { ...facts, places: [...missing[at]!.places, ...places] };
    }
  }
}

function countsOf(steps: readonly { readonly process: Process; readonly step: Step }[], findings: number): Counts {
  const stages = new Set(
    steps.map(({ process, step }) => `${process.name}\n${step.crm?.label?.value ?? `${step.name}\n${titleOf(step)}`}`),
  );
  const criteria = steps.reduce((sum, { step }) => sum + criteriaOf(step.exit).length, 0);
  return { steps: steps.length, stages: stages.size, criteria, findings };
}
