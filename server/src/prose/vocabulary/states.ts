/** Verbs and words by what they say of a state: how things are, against what a record answers. */
const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** How things are; nothing happens. */
export const STATE_VERBS = list(`
  seem appear look sound smell feel fit match suit belong depend deserve matter exist possess lack contain consist
  involve concern resemble differ tend stand sit lie remain let fall stay live last weigh face suffer struggle
  reflect mean imply merit justify warrant favour favor welcome require need get
`);

/** Done on and on, with no end by which it could be told as done. */
export const IDLE_VERBS = list(`
  keep stay remain continue maintain work try strive aim attempt seek wait go linger hover persist
`);

/** Verbs that say little: what they are done to tells whether anything can be seen. */
export const LIGHT_VERBS = list(`
  get make do give hold save take have go use bring put find keep run set draw show offer create build open raise come
`);

/** States that two people would answer alike from a record. */
export const PLAIN_STATES = list(`
  place file record hand board live active inactive closed complete completed done due available attached signed
  known present absent empty full paid unpaid valid expired online offline over out in under way underway received agreed
  final installed listed booked set dated up behind yet free vacant legal registered permitted identical equal
  mandatory required optional above below within at least more less than won lost
`);
