import { atomsOf } from '../model/evidence.ts';
import type { Criterion, Step } from '../model/model.ts';
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

/** Whether a statement names the role that owns its step, so that what is internal in it is the seller's. */
export function namesOwnRole(text: string, step: Step | undefined, lookup: Lookup): boolean {
  const owner = step?.effectiveOwner;
  if (!owner) return false;
  const words = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return [...owner.roles, ...owner.with].some((ref) => {
    const role = lookup.find('role', ref.target);
    return role?.label && !role.external && words.includes(` ${role.label.value.trim().toLowerCase()} `);
  });
}

/** Deeds by which a buyer binds themselves, if only a little. */
const binding = [
  'sign',
  'countersign',
  'pay',
  'order',
  'place',
  'accept',
  'commit',
  'request',
  'ask',
  'book',
  'purchase',
  'buy',
];

/** Whether a proven `done` tells of a commitment of the buyer, though it is not written as one. */
export function tellsOfCommitment(criterion: Criterion): boolean {
  if (criterion.kind !== 'done' || !criterion.proof) return false;
  if (atomsOf(criterion.proof).some((atom) => atom.kind === 'document' && atom.state === 'signed')) return true;
  const claims = claimsOf({ text: criterion.text, kind: 'criterion' });
  return claims.actor === 'buyer' && claims.deeds.some((deed) => !deed.negated && binding.includes(deed.lemma));
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
