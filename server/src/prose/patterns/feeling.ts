/** Moods and attitudes: interested, excited, comfortable, on board. */
import { cueAt, isName, isRecorded, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';
import { PAPERS } from '../vocabulary/artefacts.ts';

const FEELINGS = phrases(
  'interest|appetite|enthusiasm|excitement|eagerness|curiosity|willingness|keenness|passion',
  'interested|keen|enthusiastic|excited|eager|curious|comfortable|confident|receptive|hesitant|reluctant|sceptical',
  'skeptical|happy|delighted|glad|pleased|motivated|willing|impressed|convinced|nervous|worried|anxious|proud|amenable',
  'energised|energized|inspired|passionate|frustrated|thrilled|intrigued|unsure|undecided|lukewarm|favourable|favorable',
  'confidence|trust|rapport|gut|instinct|mood|vibe|chemistry|sentiment|momentum|goodwill|loyalty|warmth|comfort',
  'intent|intention/N',
  'sense|feeling|feel/N of',
  'sense of urgency|need|commitment|trust',
  'get|have a feel|feeling',
  'buy =in|into',
  'bought =in|into',
  'buy in',
  '=on =board with|behind',
  '@buyer be|get|is|are ~2 on board',
  'sold on',
  'lined|line up behind',
  'engaged',
  'in =love =with',
  'be|is|are committed =to',
  '@buyer ~2 engagement',
  '@buyer ~1 feel|believe|think|hope|love|trust|enjoy|fear|worry',
  '@seller ~1 feel|believe|think|hope|trust',
  '@start feel|believe|hope|sense',
  '@buyer ~1 want|wish|desire|prefer to',
  'wish|desire|hunger/N',
  'open|openness to',
  'lead|deal|account|@buyer temperature',
  'take|check|gauge|raise ~2 temperature',
  'lead|prospect|deal|opportunity be|is ~1 hot|warm|cold',
  'warm|hot|cold lead|prospect|opportunity',
  'satisfied|dissatisfied with',
  'customer|client|buyer|prospect be|is ~1 satisfied',
  'wow|delight @buyer',
  'emotion|emotional|attitude|morale|vision',
  'make|help ~2 feel',
);

/** After one of these the thing felt is a paper or a number: "interest form", "interest rate", "intent letter". */
const MADE_TANGIBLE = new Set([
  'form',
  'rate',
  'letter',
  'score',
  'survey',
  'card',
  'list',
  'payment',
  'level',
  'field',
  'fund',
  'deed',
  'account',
]);

/** Feelings that a signed or named paper carries: letter of intent, expression of interest, vote of confidence. */
const CARRIERS = new Set([
  'letter',
  'notice',
  'expression',
  'declaration',
  'memorandum',
  'conflict',
  'deed',
  'statement',
]);

/** What someone is interested in, rather than how much. */
const SUBJECTS = new Set([
  'package',
  'product',
  'area',
  'item',
  'service',
  'model',
  'option',
  'topic',
  'property',
  'unit',
]);

export const feeling: Pattern = (fragment) => {
  if (isRecorded(fragment)) return [];
  const { words } = fragment;
  return FEELINGS.find(words)
    .filter(({ from, to }) => {
      const first = words[from];
      const last = words[to - 1];
      const next = words[to];
      const [before, beforeThat] = [words[from - 1], words[from - 2]];
      if (isName(fragment, from)) return false;
      if (
        next &&
        (MADE_TANGIBLE.has(next.lemma) ||
          next.meeting ||
          (PAPERS.has(next.lemma) && next.pos === 'NOUN' && to - from === 1))
      )
        return false;
      if (before?.word === 'of' && beforeThat && CARRIERS.has(beforeThat.lemma)) return false;
      // "The package of interest": what was asked for.
      if (first?.lemma === 'interest' && before?.word === 'of' && beforeThat && SUBJECTS.has(beforeThat.lemma))
        return false;
      // "Trust account", "sense check": a noun that only names something else.
      if (last?.word === 'trust' && next?.pos === 'NOUN') return false;
      // "Engaged the notary": a deed with someone hired as its object.
      if (first?.word === 'engaged' && next?.pos === 'DET') return false;
      if (first?.word === 'excited' && next?.artefact) return false;
      return true;
    })
    .map((match) => cueAt(fragment, 'feeling', match));
};
