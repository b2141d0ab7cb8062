import { quote } from '../base/strings.ts';
import type { Process, Step } from '../model/model.ts';
import { neighbourOf, titleOf } from './flow.ts';
import { gatherings } from './gatherings.ts';
import { claimsOf } from './wording.ts';

/** A `done` with its proof, as source, that fits what a step is called: the meeting held, the document sent, else a task. */
export function indicatorFor(step: Step): string {
  const title = titleOf(step);
  const claims = step.label && claimsOf({ text: step.label, kind: 'step' });
  const gathering = [...gatherings].find((noun) => claims?.lemmas.includes(noun));
  if (gathering === 'call') return `done "Call held" proof call ${quote(title)} completed`;
  if (gathering !== undefined) {
    const name = gathering.charAt(0).toUpperCase() + gathering.slice(1);
    return `done "${name} held" proof meeting "${name}" held`;
  }
  const artefact = claims?.artefacts.at(-1)?.name;
  const sends = claims?.deeds.some((deed) => ['send', 'deliver', 'submit', 'share'].includes(deed.lemma));
  if (artefact !== undefined && sends) {
    const name = artefact.charAt(0).toUpperCase() + artefact.slice(1);
    return `done ${quote(`${name} sent to the buyer`)} proof document ${quote(name)} sent`;
  }
  return `done ${quote(`${title}: completed`)} proof task ${quote(title)} completed`;
}

/** A `commit` with its proof, as source: the buyer takes the next step's meeting, or confirms the last one. */
export function commitmentFor(process: Process, step: Step): string {
  const next = neighbourOf(process, step, 'after');
  if (!next) return `commit "Buyer confirms it by email" proof email ${quote(titleOf(step))} received`;
  const title = titleOf(next);
  return `commit ${quote(`Buyer accepts the invitation to "${title}"`)} proof meeting ${quote(title)} scheduled`;
}
