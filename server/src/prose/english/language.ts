/** Is a text English? Only then are its words judged. */
import { isKnown, normalise } from './tokens.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Little words of other languages that mean nothing in English, or seldom stand in an English fragment. */
const FOREIGN = list(`
  der das und mit nicht ist ein eine einen einem einer eines dem des zum zur von fuer auf wird werden wurde sich auch
  bei nach aus oder wenn noch kunde kunden angebot vertrag im ins vom beim durch wegen ohne unter ueber zwischen unser
  termin planen senden pruefen klaeren besprechen vereinbaren erstellen projekt
  le les du et une pour avec dans sur est pas qui que ses aux ce cette il elle nous vous client_e devis contrat signe
  el los las del y por para con una un su sus se lo al esta cliente contrato propuesta firmado
  di della dello dei delle gli il nel che per sono con una firmato contratto
  het een van voor niet met zijn wordt naar klant offerte wil verder tevreden bij ons hun aan uit afspraak
  och att det som för är inte med till den ett kund
  og ikke til kunde med af som
  nie do na jest się przez klienta umowa
  da do os das em uma com para não que pelo pela assinado
  ve bir bu ile için
`);

const ENGLISH = list(`
  the of to and with for is are was were be been has have had a an by from their our your we us they them it that this
  when if not or on at as which who what how all any each before after about into out up
`);

/** Words counted; the rest of a long text tells nothing new. */
const SAMPLE = 60;

/** `none`: no words at all; `other`: not English. */
export function languageOf(text: string): 'en' | 'other' | 'none' {
  const normal = normalise(text);
  if (/[\u0080-\uffff]/.test(normal)) {
    const letters = normal.match(/\p{L}/gu) ?? [];
    if (letters.length === 0) return 'none';
    const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length;
    if (latin < letters.length * 0.7) return 'other';
  } else if (!/[a-z]/i.test(normal)) return 'none';
  const words = (normal.match(/[\p{L}']+/gu) ?? []).slice(0, SAMPLE);
  let counted = 0;
  let unknown = 0;
  let foreign = 0;
  let english = 0;
  for (const word of words) {
    if (ENGLISH.has(word)) english += 1;
    if (FOREIGN.has(word)) foreign += 1;
    if (word.length < 3) continue;
    counted += 1;
    if (!isKnown(word)) unknown += 1;
  }
  if (foreign >= 2 && foreign > english) return 'other';
  if (counted === 0) return 'en';
  const share = unknown / counted;
  if (foreign >= 1 && english === 0 && share >= 0.3) return 'other';
  if (english === 0 && counted >= 2 && share >= 0.75) return isAcronyms(text) ? 'en' : 'other';
  return share > 0.6 && counted >= 4 && english <= counted / 8 ? 'other' : 'en';
}

/** "SOW MSA NDA": capitals are names of things in any trade. */
function isAcronyms(text: string): boolean {
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length > 0 && words.filter((word) => word === word.toUpperCase()).length >= words.length / 2;
}
