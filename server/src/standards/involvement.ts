import type { Step } from '../model/model.ts';
import { atomsOf } from './evidence.ts';
import { flattened } from './flow.ts';
import { gatherings } from './gatherings.ts';
import type { Lookup } from './lookup.ts';
import { claimsOf } from './wording.ts';

/** Deeds that take the other side. */
const ofTwo = [
  'sign',
  'countersign',
  'receive',
  'reply',
  'accept',
  'agree',
  'meet',
  'attend',
  'return',
  'pay',
  'order',
  'commit',
];

/** Whether the buyer has a part in an exit criterion of a step: a commitment, a persona in a proof, or by its words. */
export function involvesBuyer(step: Step, lookup: Lookup): boolean {
  return flattened(step.exit?.items ?? []).some((criterion) => {
    if (criterion.kind === 'commit') return true;
    const proven = atomsOf(criterion.proof).some((atom) => {
      if (atom.kind === 'contact') return true;
      if (atom.kind === 'activity' && ['received', 'replied'].includes(atom.state)) return true;
      const parties = 'parties' in atom ? atom.parties : [];
      if (atom.kind === 'activity' && (atom.activity === 'meeting' || atom.activity === 'call') && parties.length === 0)
        return true;
      return parties.some((ref) => lookup.find('persona', ref.target) !== undefined);
    });
    if (proven || criterion.kind === 'collect') return proven;
    const claims = claimsOf({ text: criterion.text, kind: 'criterion' });
    if (claims.language !== 'en' || claims.actor === 'buyer') return true;
    if (claims.parties.some((party) => party.side === 'buyer')) return true;
    const meets = claims.lemmas.some((lemma) => gatherings.has(lemma));
    return meets || claims.deeds.some((deed) => ofTwo.includes(deed.lemma));
  });
}

/** Deeds that reach the other side without an answer. */
const outward = ['send', 'submit', 'deliver', 'present', 'share', 'publish', 'hand', 'email', 'mail'];

/** Whether an exit criterion of a step tells of something that goes to the buyer. */
export function reachesBuyer(step: Step): boolean {
  return flattened(step.exit?.items ?? []).some((criterion) => {
    if (criterion.kind === 'collect') return false;
    const { deeds } = claimsOf({ text: criterion.text, kind: criterion.kind === 'commit' ? 'commit' : 'criterion' });
    return deeds.some((deed) => outward.includes(deed.lemma) && !deed.negated);
  });
}
