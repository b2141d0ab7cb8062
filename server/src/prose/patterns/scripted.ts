/** Speech given word for word, or conduct prescribed in detail. */
import { cueAt, type Fragment, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';

const PRESCRIBED = phrases(
  'word =for =word',
  'verbatim',
  'read|follow|use|stick|recite ~3 script|scripts|talk =track|=to?',
  'use =the =following|=these|=exact|=this =words|=wording|=phrase|=sentence|=exact?',
  'exact =words|=wording|=phrase',
  '@start smile|nod|pause|breathe|mirror',
  'mirror ~2 =tone|=language|=posture|=pace|=body',
  'pause ~2 =second|=seconds|=silence|=silent',
  'tone =of =voice',
  'eye =contact',
  'body =language',
);

const SPEAKING = new Set([
  'say',
  'ask',
  'tell',
  'reply',
  'answer',
  'open',
  'start',
  'close',
  'begin',
  'greet',
  'respond',
  'state',
  'repeat',
  'explain',
  'read',
  'continue',
  'end',
  'write',
]);
const SHORTEST_SPEECH = 4;

/** An order to speak, then four quoted words or more: `Say: "I am calling because…"`. */
function speech(fragment: Fragment): readonly Match[] {
  const { words } = fragment;
  const from = words.findIndex((w) => w.quoted);
  if (from < 0) return [];
  let to = from;
  while (words[to]?.quoted) to += 1;
  const spoken = words.slice(from, to).filter((w) => w.pos !== 'PUNCT');
  const ordered = words
    .slice(0, from)
    .some((w) => (w.order || w.verb === w.word || w.word === 'with') && SPEAKING.has(w.verb));
  return ordered && spoken.length >= SHORTEST_SPEECH ? [{ from, to }] : [];
}

export const scripted: Pattern = (fragment) => {
  if (fragment.kind === 'commit' || fragment.kind === 'stuck') return [];
  return [...PRESCRIBED.find(fragment.words), ...speech(fragment)].map((match) => cueAt(fragment, 'scripted', match));
};
