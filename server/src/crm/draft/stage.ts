import { quote } from '../../base/strings.ts';
import type { SnapshotStage } from '../snapshot.ts';
import { list, oneLine } from '../text.ts';
import type { DraftBuyers } from './buyers.ts';
import { type Collects, collectLines, type DraftFrameworks } from './collects.ts';
import { evidenceOfWords, fieldsOfLabels, type WordField } from './evidence-words.ts';
import { type DraftFields, dealObject } from './fields.ts';
import { type Places, type PlanWords, planText } from './plans.ts';
import type { TranslatedRule } from './rule.ts';
import { block, criterion } from './statements.ts';
import { docComment } from './text.ts';

/** What a stage is written with. */
export interface StageContext {
  readonly fields: DraftFields;
  readonly buyers: DraftBuyers;
  readonly rules: readonly TranslatedRule[];
  readonly report: string[];
  readonly frameworks: DraftFrameworks;
  /** The process, whether fields that are shown and not asked for are told, and which of them no rule can ask for. */
  readonly process: {
    readonly label: string;
    readonly tellsUnasked: boolean;
    readonly isFree: (reference: string) => boolean;
  };
  /** Whether records go on to another stage from here: else no rule asks for anything. */
  readonly isFollowed: boolean;
  readonly places: Places;
  /** Branches that leave the stage. */
  readonly then: readonly string[];
}

/** A step, parking place or outcome. */
export function writeStage(
  stage: SnapshotStage,
  name: string,
  object: string,
  { fields, buyers, rules, report, frameworks, process, isFollowed, places, then }: StageContext,
): string {
  const open = stage.state === 'open';
  const step = open && !stage.parked;
  const items: string[] = [];
  const references = (names: readonly string[] | undefined): readonly string[] =>
    (names ?? [])
      .map((each) => fields.reference(object, each) ?? fields.reference(dealObject(''), each))
      .filter((each) => each !== undefined);
  const known = fields.words(object);
  const words = planWords(known);
  const said = stage.plans?.map((plan) => planText(plan, places, words)) ?? [];
  const also = stage.also && fieldsOfLabels(stage.also.labels, known);
  // Guidance names criteria, then further fields, then plans: what stands before a line that stays words does so, too.
  const unsaid = said.lastIndexOf(undefined) + 1;
  const isApart = unsaid === 0 && (stage.also === undefined) === (also === undefined);
  const left = stage.plans?.slice(0, unsaid).map(({ line }) => line) ?? [];
  const criteria = isApart ? (stage.criteria ?? []) : [];
  const asWords = [
    ...(stage.actions ?? (stage.guidance ?? '').split(/\r\n|\r|\n/)),
    ...(isApart ? [] : [...(stage.criteria ?? []), ...(stage.also ? [stage.also] : [])].map(({ line }) => line)),
    ...left,
  ];
  for (const line of asWords) if (oneLine(line) !== '') items.push(`do ${quote(oneLine(line))}`);
  for (const line of left) {
    const message = `In “${process.label}”, stage “${stage.label}”: “${line}” is a plan, of which the CRM holds the words alone. It came back as a do.`;
    report.push(message);
  }
  const own = rules.filter(
    (rule) => rule.where !== 'throughout' && (rule.stage === stage.key || rule.stage === stage.label),
  );
  const asked = [...references(stage.keyFields), ...(also ?? [])];
  const atEnd = own.filter((rule) => (rule.where === 'enter') !== step);
  const keyFields = collectLines(asked, collects(atEnd), frameworks, process.isFree);
  const proofs = (where: readonly TranslatedRule[]) =>
    where.filter((rule) => rule.collects === undefined).map((rule) => criterion(rule, buyers));
  const unasked = asked.filter((each) => !atEnd.some(({ collects }) => collects?.includes(each)));
  if (process.tellsUnasked && step && isFollowed && unasked.length > 0) {
    const message = `In “${process.label}”, stage “${stage.label}”: ${list(unasked)} ${unasked.length === 1 ? 'is' : 'are'} shown to the rep, and nothing asks for ${unasked.length === 1 ? 'it' : 'them'}. The draft collects ${unasked.length === 1 ? 'it' : 'them'}, so that generating it makes a rule.`;
    report.push(message);
  }
  const required = references(stage.requiredToEnter);
  const entering = [
    ...(required.length === 0 ? [] : [`collect ${required.join(', ')}`]),
    ...(step ? collectLines([], collects(own.filter((rule) => rule.where === 'enter')), frameworks) : keyFields),
    ...proofs(own.filter((rule) => rule.where === 'enter')),
  ];
  if (entering.length > 0 && (step || !open)) items.push(`enter ${block(entering, '    ')}`);
  const leaving = [
    ...keyFields,
    ...leavingCriteria(
      stage.key,
      criteria,
      own.filter((rule) => rule.where !== 'enter'),
    ).map((rule) => criterion(rule, buyers)),
  ];
  if (leaving.length > 0 && step) items.push(`exit ${block(leaving, '    ')}`);
  for (const { name: reasonName, label, needsNote } of open ? [] : places.reasons(stage)) {
    items.push(`reason ${reasonName} ${quote(oneLine(label))}${needsNote ? ' needs note' : ''}`);
  }
  const plans = said.slice(unsaid).flatMap((plan) => plan ?? []);
  if (plans.length > 0 && step) items.push(`otherwise ${block(plans, '    ')}`);
  else items.push(...plans);
  for (const play of step ? (stage.plays ?? []) : []) items.push(`play ${quote(play)}`);
  if (stage.rotsAfterDays !== undefined) {
    if (step) items.push(`within ${stage.rotsAfterDays} days`);
    else report.push(`“${stage.label}” has a rotting time, but only steps have a deadline: it was left out.`);
  }
  const back = (stage.plans ?? [])
    .slice(0, unsaid)
    .flatMap(({ action }) => (action.kind === 'return' ? [action.to] : []));
  if (step) items.push(...then, ...back.map((to) => `then ${places.stage(to)}`));
  items.push(...crmItem(stage, open));
  const word = step ? 'step' : open ? 'hold' : stage.disqualified ? 'disqualified' : stage.state;
  const doc = stage.description === undefined ? '' : `${docComment(stage.description, '  ')}\n`;
  const body = items.length === 0 ? '' : ` {\n    ${items.join('\n    ')}\n  }`;
  return `${doc}  ${word} ${name} ${quote(stage.label)}${body}`;
}

function planWords(known: readonly WordField[]): PlanWords {
  return {
    condition: (words) => evidenceOfWords(words, known),
    field: (label) => known.find((field) => field.label === label)?.reference,
  };
}

/** What must hold to leave the stage: in the order of its guidance, then what only rules know. */
function leavingCriteria(
  stage: string,
  criteria: NonNullable<SnapshotStage['criteria']>,
  rules: readonly TranslatedRule[],
): readonly TranslatedRule[] {
  const left = rules.filter((rule) => rule.collects === undefined);
  const said = criteria.map(({ kind, text }): TranslatedRule => {
    const isCommitment = kind === 'commit';
    const at = left.findIndex(
      (rule) => (rule.isCommitment ?? false) === isCommitment && wholeText(rule, text) !== undefined,
    );
    const [rule] = at < 0 ? [] : left.splice(at, 1);
    return rule ? { ...rule, text: wholeText(rule, text) ?? rule.text } : { stage, text, isCommitment };
  });
  return [...said, ...left];
}

/** The text of the rule as the guidance says it, where the guidance is about the rule: its message may have been cut. */
function wholeText({ text, when }: TranslatedRule, guidance: string): string | undefined {
  const end = when === undefined ? guidance.length : guidance.lastIndexOf(' (when ');
  const whole = guidance.slice(0, Math.max(0, end));
  const isCut = text.endsWith('…') && whole.startsWith(text.slice(0, -1));
  return text === whole || isCut ? whole : undefined;
}

function collects(rules: readonly TranslatedRule[]): readonly Collects[] {
  return rules.flatMap(({ collects: fields, ...rule }) => (fields === undefined ? [] : [{ ...rule, fields }]));
}

function crmItem(stage: SnapshotStage, open: boolean): readonly string[] {
  const probability = open && stage.probability !== undefined ? ` probability ${stage.probability}%` : '';
  const usual = stage.state === 'won' ? 'closed' : stage.state === 'lost' ? 'omitted' : undefined;
  const forecast = stage.forecast === undefined || stage.forecast === usual ? '' : ` forecast ${stage.forecast}`;
  if (!open) return forecast === '' ? [] : [`crm stage ${quote(stage.label)}${forecast}`];
  return [`crm stage ${quote(stage.label)}${probability}${forecast}`];
}
