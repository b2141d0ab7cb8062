export type { Actor, Claims, Cue, CueKind, Deed, Kind, Mention, Party, Side } from './claims.ts';
