/** The standards' questions about a statement, answered from its claims. The rules and the accuracy figures use these. */
import type { Claims, Cue, CueKind } from './claims.ts';

const NOT_FACTUAL: ReadonlySet<CueKind> = new Set([
  'feeling',
  'judgement',
  'hedge',
  'vague-verb',
  'vague-quantity',
  'open-ended-phase',
]);

/** Cues of one kind. */
export function cuesOf(claims: Claims, ...kinds: readonly CueKind[]): readonly Cue[] {
  return claims.cues.filter((c) => kinds.includes(c.cue));
}

/**
 * Tied to a specific action, event or value that two people would answer alike. Not so where a cue takes it back, or
 * nothing is named that could be seen to happen. Text that is not English is not judged, and passes.
 */
export function isFactual(claims: Claims): boolean {
  if (claims.language !== 'en') return true;
  if (!claims.event || claims.cues.some((c) => NOT_FACTUAL.has(c.cue))) return false;
  // A chase that names no message, meeting, paper or day could be anything.
  if (isFollowUp(claims) && !claims.concrete) return false;
  // What goes on inside the buyer's house is a fact once it is told as over.
  return !isBuyerInternal(claims) || claims.deeds.some((d) => d.form === 'done');
}

/** A stand-alone chase, check-in or wait. */
export function isFollowUp(claims: Claims): boolean {
  return claims.cues.some((c) => c.cue === 'follow-up' || c.cue === 'wait');
}

/** Happens unseen inside the buyer's organisation. */
export function isBuyerInternal(claims: Claims): boolean {
  return claims.cues.some((c) => c.cue === 'buyer-internal');
}

/** The seller's own housekeeping. */
export function isSellerInternal(claims: Claims): boolean {
  return claims.cues.some((c) => c.cue === 'seller-internal');
}

/** Not part of every sale: it says so, or it only chases. */
export function isSkippable(claims: Claims): boolean {
  return claims.cues.some((c) => c.cue === 'skippable') || isFollowUp(claims);
}

/** Some record could show it: an event or a value, not done out of sight. */
export function isInspectable(claims: Claims): boolean {
  return isFactual(claims) && !isBuyerInternal(claims);
}
