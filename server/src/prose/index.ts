export type { Actor, Claims, Cue, CueKind, Deed, Kind, Mention, Party, Side } from './claims.ts';
export {
  cuesOf,
  isBuyerInternal,
  isFactual,
  isFollowUp,
  isInspectable,
  isSellerInternal,
  isSkippable,
} from './judge.ts';
export { forgetReadings, read } from './read.ts';
