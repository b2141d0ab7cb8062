/** How much or how often is left open: enough, several, soon, regularly. */
import { cueAt, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';

const QUANTITIES = phrases(
  'enough|several|numerous|plenty|sufficient|ample',
  'a =few|=lot|=couple|=handful|=bit|=number',
  'lots|bunch of',
  'soon|shortly|asap|frequently|regularly|periodically|consistently|constantly|continually|continuously|repeatedly|persistently|promptly',
  'on|in regular|ongoing basis',
  'as =soon|=many|=much|=often|=quickly|=far as',
  'from time to time',
  'in due course',
  'some more|of|day|point',
  'down the road|line',
  'most of',
  'decent|fair|good amount|number|deal of',
);

export const vagueQuantity: Pattern = (fragment) => {
  const { words } = fragment;
  return QUANTITIES.find(words)
    .filter(({ from, to }) => {
      const word = words[from];
      if (word === undefined || word.quoted) return false;
      // "Sufficient funds on account", "as soon as the deposit is paid": told by a number or an event that follows.
      if (word.word === 'as' && words.slice(to).some((w) => w.artefact)) return false;
      if (word.word === 'a' && words[from + 1]?.word === 'number') return words[to]?.word === 'of';
      return true;
    })
    .map((match) => cueAt(fragment, 'vague-quantity', match));
};
