/** Two facts joined into one statement: "Contract signed and deposit paid". The cue is the word that joins them. */
import type { Deed } from '../claims.ts';
import { cueAt, type Pattern } from '../fragment.ts';

/** Two verbs for one event. */
const ONE_EVENT: ReadonlySet<string> = new Set(
  [
    'sign return',
    'sign date',
    'complete sign',
    'review sign',
    'sign send',
    'schedule confirm',
    'fill return',
    'read sign',
    'book confirm',
    'receive log',
    'hold log',
    'complete submit',
    'complete return',
    'sign execute',
    'complete send',
    'print sign',
    'complete log',
    'sign receive',
    'fill sign',
    'sign stamp',
    'sign seal',
    'identify record',
    'hold record',
    'receive file',
    'write send',
    'prepare send',
    'send receive',
  ].flatMap((pair) => [pair, pair.split(' ').reverse().join(' ')]),
);

const JOINTS = new Set(['and', '&', ';', 'plus', ',']);

export const twoFacts: Pattern = (fragment) => {
  const { kind, words, deeds } = fragment;
  if (kind === 'guidance' || kind === 'stuck' || kind === 'action') return [];
  const facts = deeds.filter((d) => d.observable && (d.form === 'done' || kind === 'commit') && d.form !== 'thing');
  for (let i = 0; i + 1 < facts.length; i++) {
    const [one, other] = [facts[i] as Deed, facts[i + 1] as Deed];
    if (one.lemma === other.lemma || ONE_EVENT.has(`${one.lemma} ${other.lemma}`)) continue;
    const between = words.filter((w) => w.start >= one.end && w.end <= other.start);
    if (
      between.some((w) =>
        ['to', 'or', 'that', 'which', 'who', 'after', 'before', 'when', 'until', 'by', 'for', 'than'].includes(w.word),
      )
    )
      continue;
    const joint = between.find((w) => JOINTS.has(w.word));
    if (joint === undefined) continue;
    if (joint.word === ',' && !between.some((w) => w.pos === 'NOUN')) continue;
    return [cueAt(fragment, 'two-facts', { from: joint.index, to: joint.index + 1 })];
  }
  return [];
};
