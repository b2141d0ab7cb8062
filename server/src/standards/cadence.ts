/** When, by its words, something is done again: `3 days`, or every so often. */
export interface Cadence {
  readonly word: 'after' | 'every';
  readonly amount: number;
  readonly unit: 'hours' | 'days' | 'weeks' | 'months';
}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const number = `\\d{1,3}|an?|${numbers.join('|')}`;
const pattern = new RegExp(
  `\\b(every\\s+)?(?:(${number})\\s*(?:(?:-|–|to|or)\\s*(?:${number})\\s*)?)?\\s?(?:business |working )?(hour|day|week|month)s?\\b`,
  'i',
);

/** The first time span that a text names; of a range its beginning. `undefined` where it names none. */
export function cadenceIn(text: string): Cadence | undefined {
  const match = pattern.exec(text);
  const [, every, count, unit] = match ?? [];
  if (!unit || (!every && !count)) return undefined;
  const word = count?.toLowerCase() ?? 'one';
  const named = numbers.indexOf(word) + 1;
  const amount = word.startsWith('a') && word.length < 3 ? 1 : named > 0 ? named : Number(word);
  if (amount < 1) return undefined;
  return { word: every ? 'every' : 'after', amount, unit: `${unit.toLowerCase()}s` as Cadence['unit'] };
}
