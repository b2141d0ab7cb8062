/** Nothing is done but waiting: awaiting a decision, pending signature. */
import { isNegated } from '../deeds.ts';
import { cueAt, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';

const WAITS = phrases(
  'wait|waiting|awaiting|await =for|=on|=to|=until|=out',
  'await|awaiting',
  '@start wait|waiting',
  '@start =pending',
  '=pending @buyer|approval|decision|signature|response|review|feedback|confirmation|budget',
  'sit|sitting tight',
  'stand|standing =by',
  'hold =off|=until|=tight',
  'give ~3 time|space =to',
  'let ~4 =think|=decide|=consider|=sleep|=digest',
  'outstanding/A',
  'stay|stays =put',
  'hang|hanging =fire|=on',
  'in limbo',
  'on ice|hold',
  'let ~2 rest|settle|simmer|cool|breathe',
  'hope|hoping =for|=to =hear|=that =they',
  'see =what =happens|=comes',
  'sit|ride =it? =out',
  'back burner',
  'pause|park|shelve ~3 until|till',
  'no =movement|=action =until',
);

export const wait: Pattern = (fragment) => {
  const { words } = fragment;
  return WAITS.find(words)
    .filter(({ from, to }) => {
      const word = words[from];
      if (word === undefined || word.quoted || isNegated(words, from)) return false;
      // "Waiting is not a valid next step": a rule against it.
      if (words.slice(to).some((w, i) => ['not', "n't", 'never'].includes(w.word) && i < 6)) return false;
      // "Wait list", "outstanding invoice paid".
      if (
        word.word === 'outstanding' &&
        words.some((w) => ['paid', 'settled', 'cleared', 'closed', 'received'].includes(w.word))
      )
        return false;
      return words[to]?.word !== 'list';
    })
    .map((match) => cueAt(fragment, 'wait', match));
};
