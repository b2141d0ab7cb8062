/** Verbs that name no outcome: understand, explore, align, handle objections, make sure they see the value. */
import { isPast } from '../deeds.ts';
import { clauseOf, cueAt, type Fragment, isName, isPurpose, isRecorded, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';
import { ABSTRACTIONS } from '../vocabulary/artefacts.ts';
import type { Word } from '../words.ts';

/** Nothing that follows can make these a fact; only being the purpose of one does. */
const MENTAL = phrases(
  'understand|comprehend|grasp|appreciate|realise|realize',
  'understanding/N of',
  'align|aligned|alignment',
  'explore|exploring|exploration',
  'engage/V',
  'nurture|nurturing|cultivate|foster|incubate|groom',
  'ponder|mull|contemplate|deliberate/V',
  'consider|considering|reconsider',
  'evaluate|evaluating|weigh|weighing',
  'go|going =over',
  'think =through|=about|=over|=it',
  'work|figure|suss =out',
  'weigh|size =up',
  'see|sees|recognise|recognize|acknowledge|accept|articulate|realise ~2 value|benefit|importance|advantage|merit',
  'see|sees =us|=our|=ourselves =as',
  'build|develop|establish|strengthen|create|maintain|deepen|grow|earn|gain|foster|cement ~3 relationship|trust|rapport|credibility|champion|momentum|urgency|goodwill|confidence|loyalty|consensus|partnership|presence|awareness',
  'champion|coach|relationship|trust|rapport|consensus|credibility established|built|developed',
  'turn|develop|grow|evolve =into',
  'win =over|=round',
  'win ~1 trust|heart|confidence|favour',
  'handle|overcome|address|tackle|counter|mitigate|neutralise|neutralize|manage|allay|remove|resolve|deal|surface|anticipate|flush ~7 objection|concern|worry|doubt|fear|expectation|resistance|hesitation|blocker|obstacle|pushback|those|risk',
  'objection|concern|worry|expectation handled|handling|handle|overcome|addressed|resolved|managed|management|dealt',
  'get|bring|help|make|getting|let ~3 picture|picturing|imagine|imagining|visualise|visualize|see|understand|aligned|excited|comfortable|feel|feeling|thinking|talking|involved',
  'get|getting ~3 aligned|onside|bought|excited',
  'keep|keeping ~3 moving|happy|engaged|going|alive|warm|interested|excited|informed|momentum|close|sweet',
  'stay|remain|stays top|close|relevant|engaged|visible|present',
  'influence|persuade|convince|inspire|motivate|excite|empower|energise|energize|delight/V',
  'position/V ourselves|our|us|the|as',
  'promote ourselves|our|us|@seller',
  'sell|selling =the =value|=internally',
  'differentiate|differentiating|differentiation',
  'educate|enlighten',
  'leverage|harness',
  'focus/V =on',
  'gauge|sense|probe|dig|delve|drill',
  'look =into|=at',
  'draw|tease|bring|surface ~3 =out',
  'know|knows|knew =enough|=about|=how|=what|=why|=who|=them|=their|=the|=you',
  'learn|learned|learnt =enough|=more|=about',
  'push|drive|move|nudge|progress/V ~3 forward|along|toward|urgency|consensus|adoption|=deal|=ahead',
  'secure|gain|obtain|get|win ~2 buy in',
  'support|guide|help|assist @buyer ~2 through|with|in',
  'get|getting ~2 feel|sense|grasp|handle|grip =for|=of|=on',
  'be|being|stay proactive|helpful|consultative|persistent',
  'advance/V if|when',
  'paint ~2 picture',
  'read the room|mood',
  'shape|steer|frame/V ~3 requirement|requirements|specification|spec|decision|agenda|criteria',
  'collaborate|cooperate|liaise|partner/V with?',
  'work =with|=closely|=together|=toward|=towards|=through',
  'monitor/V',
  'maximise|maximize|optimise|optimize|minimise|minimize',
  'prove|proving|demonstrate|show|communicate|convey|articulate|quantify|establish ~3 value',
  'qualify/V =@buyer|lead|opportunity|=them|=further|=out|need|deal|=whether',
  'vet|vetted',
  'clarify|understand ~2 need|goal|expectation|situation|challenge|pain',
);

/** Weighing up: vague where what is found is not named. */
const WEIGHING = phrases(
  'assess|assessing|evaluate|judge|determine|decide|consider|review|analyse|analyze|check|ascertain|establish|see|examine|find|confirm|ensure|test|verify ~2 =whether|=if|=how',
  'assess|evaluate|judge|analyse|analyze|appraise|gauge|estimate/V',
  'make =sure|=certain',
  'ensure|ensuring',
  'look =at',
);

const FINDING = phrases(
  'uncover|discover|identify|find|pinpoint|diagnose|elicit|surface|determine|confirm|verify|validate|establish|prove|qualify|agree|clarify|define|gain|demonstrate|explore|learn|create|generate|secure|obtain|get|have|show|express|voice|develop|indicate',
);

const TALKING = phrases(
  'discuss|discussing|discussed|chat|brainstorm|converse|debate',
  'talk|talked|talking|speak|spoke =about|=through|=over|=with|=to',
  'in discussion|talk|conversation',
);

/** Nouns that a discussion, a finding or a check names as its result. */
function namesResult(fragment: Fragment, match: Match): boolean {
  const clause = clauseOf(fragment, match.from);
  return clause.some((w) => w.index >= match.to && (w.artefact || w.pos === 'NUM') && w.side === undefined);
}

/** "Identify needs", "pain identified": the thing found is one that nobody sees. */
function findsAbstraction(fragment: Fragment, at: number): Match | undefined {
  const { words } = fragment;
  const verb = words[at];
  if (verb === undefined) return undefined;
  if (isPast(verb)) {
    let i = at - 1;
    while (i >= 0 && words[i]?.clause === verb.clause && (words[i]?.pos === 'AUX' || words[i]?.pos === 'ADV')) i -= 1;
    const subject = words[i];
    if (subject && subject.clause === verb.clause && ABSTRACTIONS.has(subject.lemma) && subject.pos === 'NOUN')
      return { from: i, to: at + 1 };
    if (subject && subject.side === undefined && (words[i - 1]?.word === 'at' || words[i - 1]?.word === 'of'))
      return undefined;
    for (let k = i; k >= Math.max(0, i - 4); k--) {
      const w = words[k];
      if (w === undefined || w.clause !== verb.clause) break;
      if (w.pos === 'ADP' && ABSTRACTIONS.has(words[k - 1]?.lemma ?? '')) return { from: k - 1, to: at + 1 };
    }
  }
  // The object: up to four words that are no other verb or paper.
  for (let i = at + 1; i < words.length && i <= at + 5; i++) {
    const word = words[i];
    if (word === undefined || word.clause !== verb.clause || word.artefact || (word.pos === 'VERB' && !isPast(word)))
      return undefined;
    if (ABSTRACTIONS.has(word.lemma) && word.pos === 'NOUN' && !words[i + 1]?.artefact) {
      return isName(fragment, i) ? undefined : { from: at, to: i + 1 };
    }
    if (
      word.pos === 'NOUN' &&
      words[i + 1]?.pos !== 'NOUN' &&
      words[i + 1]?.pos !== 'CCONJ' &&
      words[i + 1]?.word !== 'of' &&
      words[i + 1]?.word !== "'s" &&
      words[i + 1]?.word !== ','
    )
      return undefined;
  }
  return undefined;
}

/** "Align the wheel sensor", "engage the notary": the verb has a thing as its object, and is a deed. */
function handlesThing(fragment: Fragment, match: Match): boolean {
  const { words } = fragment;
  const verb = words[match.from];
  if (verb === undefined) return false;
  if (['explore', 'evaluate', 'consider', 'understand', 'nurture', 'monitor'].includes(verb.verb)) return false;
  if (
    ![
      'align',
      'engage',
      'position',
      'vet',
      'look',
      'work',
      'push',
      'move',
      'drive',
      'support',
      'optimise',
      'optimize',
    ].includes(verb.verb)
  )
    return false;
  for (let i = match.to; i < words.length && i < match.to + 6; i++) {
    const word = words[i];
    if (word === undefined || word.clause !== verb.clause || word.pos === 'ADP' || word.pos === 'CCONJ') return false;
    if (word.pos !== 'NOUN') continue;
    if (words[i + 1]?.pos === 'NOUN') continue;
    return (
      word.side === undefined &&
      !ABSTRACTIONS.has(word.lemma) &&
      !['function', 'team', 'stakeholder', 'expectation', 'deal'].includes(word.lemma)
    );
  }
  return false;
}

/** "Somebody who has worked with them": says which person is meant, not what is done. */
function tellsWho(words: readonly Word[], at: number): boolean {
  return words.slice(Math.max(0, at - 3), at).some((word) => word.word === 'who' && word.index > 0);
}

export const vagueVerb: Pattern = (fragment) => {
  const { words } = fragment;
  const mental = MENTAL.find(words).filter((m) => !handlesThing(fragment, m));
  const weighing = WEIGHING.find(words).filter((m) => {
    const verb = words[m.from];
    if (verb === undefined || verb.pos === 'NOUN') return false;
    const last = words[m.to - 1]?.word;
    if (last === 'whether' || last === 'if' || last === 'how')
      return !namesResult(fragment, m) && !['check', 'see', 'confirm', 'find'].includes(verb.verb);
    return findsAbstraction(fragment, m.to - 1) !== undefined;
  });
  const finding = FINDING.find(words).flatMap((m) => {
    const found = isName(fragment, m.from) ? undefined : findsAbstraction(fragment, m.from);
    return found ? [found] : [];
  });
  const talking = TALKING.find(words).filter(
    (m) =>
      // "Hold a brainstorm": the meeting itself.
      words[m.from - 1]?.pos !== 'DET' &&
      words[m.from - 1]?.pos !== 'ADJ' &&
      !clauseOf(fragment, m.from).some((w) => (w.artefact && w.side === undefined) || w.pos === 'NUM'),
  );
  const recorded = isRecorded(fragment);
  return [...mental, ...weighing, ...finding, ...talking]
    .filter(({ from }) => !recorded && !words[from]?.quoted && !isPurpose(fragment, from) && !tellsWho(words, from))
    .map((match) => cueAt(fragment, 'vague-verb', match));
};
