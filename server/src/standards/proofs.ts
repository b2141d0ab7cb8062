import { quote } from '../base/strings.ts';
import { type ActivityKind, atomsOf } from '../model/evidence.ts';
import type { Commit, Criterion, Done, Process, ProjectModel, Step } from '../model/model.ts';
import { criteriaOf, titleOf } from './flow.ts';
import { gatherings } from './gatherings.ts';
import { wordOverlap } from './similarity.ts';
import { claimsOf } from './wording.ts';

/** Words of a statement that name a document one can sign or send. */
const documentWords =
  /contract|agreement|order|proposal|quote|plan|form|statement|brief|deck|questionnaire|invoice|report|nda|sow|po\b|rfp/i;

/**
 * Proofs that would fit a statement, as source, best first and at most three: the activity or document it tells of,
 * then the field whose label is nearest.
 */
export function fittingProofs(
  model: ProjectModel,
  process: Process,
  step: Step | undefined,
  criterion: Done | Commit,
): string[] {
  const { text } = criterion;
  const claims = claimsOf({ text, kind: criterion.kind === 'commit' ? 'commit' : 'criterion' });
  const words = new Set([...claims.deeds.filter((deed) => !deed.negated).map((deed) => deed.lemma), ...claims.lemmas]);
  const has = (...lemmas: string[]) => lemmas.some((lemma) => words.has(lemma));
  const fromBuyer = criterion.kind === 'commit' || claims.actor === 'buyer';
  const buyer = personaNamed(model, criterion);
  const party = (preposition: string) => (buyer ? ` ${preposition} ${buyer}` : '');
  const title = step ? titleOf(step) : text.value;
  const named = (kind: ActivityKind, fallback: string) =>
    quote(knownLabel(process, kind, text.value) ?? shortLabel(fallback));
  const thing = claims.artefacts.findLast((artefact) => documentWords.test(artefact.name));
  const document = documentNamed(model, text.value) ?? (thing && quote(capitalised(thing.name)));
  const gathering = [...gatherings].find((noun) => words.has(noun));
  const proofs: string[] = [];
  if (has('sign', 'execute', 'countersign'))
    proofs.push(`document ${document ?? quote(shortLabel(title))} signed${party('by')}`);
  if (gathering === 'call')
    proofs.push(`call ${named('call', title)} ${has('schedule', 'book') ? 'scheduled' : 'completed'}${party('with')}`);
  else if (gathering !== undefined || has('hold', 'attend')) {
    const state = has('schedule', 'book', 'invite', 'accept') ? 'scheduled' : 'held';
    proofs.push(`meeting ${named('meeting', gathering ? capitalised(gathering) : title)} ${state}${party('with')}`);
  }
  if (has('receive', 'reply', 'confirm', 'return') || (fromBuyer && has('send', 'share', 'provide', 'submit'))) {
    proofs.push(`email ${named('email', thing ? capitalised(thing.name) : title)} received${party('from')}`);
  } else if (has('send', 'deliver', 'submit', 'share')) {
    proofs.push(
      document ? `document ${document} sent${party('to')}` : `email ${named('email', title)} sent${party('to')}`,
    );
  }
  if (document && proofs.length === 0) proofs.push(`document ${document} attached`);
  const field = fieldNear(model, process, text.value);
  if (field) proofs.push(`${field} is set`);
  const tells = claims.language !== 'en' || claims.deeds.some((deed) => deed.observable);
  if (proofs.length === 0 && tells) proofs.push(`task ${quote(shortLabel(text.value))} completed`);
  return [...new Set(proofs)].slice(0, 3);
}

/** The label that the process already gives to an activity of that kind which the statement names. */
function knownLabel(process: Process, kind: ActivityKind, text: string): string | undefined {
  const lower = text.toLowerCase();
  for (const step of process.steps) {
    for (const criterion of criteriaOf(step.exit)) {
      for (const atom of atomsOf(criterion.proof)) {
        if (atom.kind !== 'activity' || atom.activity !== kind || !atom.label) continue;
        if (lower.includes(atom.label.value.trim().toLowerCase())) return atom.label.value;
      }
    }
  }
  return undefined;
}

function personaNamed(model: ProjectModel, criterion: Criterion): string | undefined {
  if (criterion.kind === 'collect') return undefined;
  if (criterion.kind === 'commit' && criterion.by[0]) return criterion.by[0].text;
  const text = criterion.text.value.toLowerCase();
  return model.personas.find(
    (persona) => persona.name !== '' && persona.label && text.includes(persona.label.value.toLowerCase()),
  )?.name;
}

function documentNamed(model: ProjectModel, text: string): string | undefined {
  const lower = text.toLowerCase();
  return model.documents.find(
    (each) => each.name !== '' && each.label && lower.includes(each.label.value.toLowerCase()),
  )?.name;
}

function fieldNear(model: ProjectModel, process: Process, text: string): string | undefined {
  const object = model.objects.find((each) => each.id === process.object.target);
  let best: string | undefined;
  let bestOverlap = 0.3;
  for (const field of object?.fields ?? []) {
    const overlap = wordOverlap(text, titleOf(field));
    if (field.name === '' || overlap < bestOverlap) continue;
    best = `${object!.name}.${field.name}`;
    bestOverlap = overlap;
  }
  return best;
}

/** At most sixty characters, cut between words: what fits the subject of an activity. */
function shortLabel(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= 60) return line;
  const cut = line.slice(0, 60);
  return cut.slice(0, cut.lastIndexOf(' ') > 20 ? cut.lastIndexOf(' ') : 60).toWellFormed();
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
