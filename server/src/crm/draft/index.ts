import { quote } from '../../base/strings.ts';
import type { ObjectType } from '../../model/model.ts';
import type { CrmSnapshot, SnapshotPipeline, SnapshotRule, SnapshotStage } from '../snapshot.ts';
import { count, list, oneLine } from '../text.ts';
import { type DraftBuyers, draftBuyers } from './buyers.ts';
import { type Collects, collectLines, DraftFrameworks } from './collects.ts';
import { evidenceOfWords, fieldsOfLabels, type WordField } from './evidence-words.ts';
import { type DraftFields, type DraftNames, dealObject, draftFields } from './fields.ts';
import { DeclaredNames } from './names.ts';
import { type Places, type PlanWords, placesOf, planText } from './plans.ts';
import { docComment, lineComment } from './text.ts';

/** What a validation rule demands, where it could be translated. */
export interface TranslatedRule {
  /** Label or key of the stage it guards; empty for one that holds throughout. */
  readonly stage: string;
  /** Whether it is asked for when a record leaves the stage (as if nothing is said), enters it, or all the time. */
  readonly where?: 'leave' | 'enter' | 'throughout';
  /** Statement for the criterion. */
  readonly text: string;
  /** The buyer commits to it. */
  readonly isCommitment?: boolean;
  /** Labels of the buyers who commit to it. */
  readonly by?: readonly string[];
  /** Evidence in the language, such as `deal.amount > 0`. */
  readonly proof?: string;
  /** Evidence for when it applies. */
  readonly when?: string;
  /** References such as `deal.amount`: it demands that these are filled in, as key fields of the stage; with a proof, that. */
  readonly collects?: readonly string[];
  /** Name of the framework that stands for these fields. */
  readonly framework?: string;
}

export type { DraftNames } from './fields.ts';

export interface DraftOptions {
  /** Objects of the built-in library, which a draft refers to instead of declaring them. */
  readonly builtins: readonly ObjectType[];
  /**
   * Translates a validation rule into criteria, given how fields are called in the draft; an empty answer says that
   * it cannot be said in the language, and the rule is kept as a comment.
   */
  readonly translate?: (rule: SnapshotRule, pipeline: SnapshotPipeline, names: DraftNames) => readonly TranslatedRule[];
  /** A formula as evidence; `undefined` where the language cannot say it. */
  readonly translateCondition?: (formula: string, names: DraftNames) => string | undefined;
}

/** A draft of a process, and what a person should know about how it came about. */
export interface Draft {
  /** Text of a `.salesflow` file. */
  readonly text: string;
  /** One sentence each: what was made, what could not be carried over. */
  readonly report: readonly string[];
}

const vendors: Readonly<Record<string, string>> = {
  salesforce: 'Salesforce',
  hubspot: 'HubSpot',
  pipedrive: 'Pipedrive',
  csv: 'a table',
};

/**
 * Writes CRM configuration down as a draft: one process per pipeline, its stages as steps and outcomes, fields as
 * declarations. What a CRM does not know (journey, helps, proofs) is left for people to add.
 */
export function draft(snapshot: CrmSnapshot, options: DraftOptions): Draft {
  const asked = new Set(
    snapshot.pipelines.flatMap(({ object = dealObject(snapshot.target), stages }) =>
      stages
        .flatMap((stage) => [...stage.keyFields, ...(stage.requiredToEnter ?? [])])
        .map((name) => `${object}.${name}`),
    ),
  );
  const buyers = draftBuyers(snapshot.buyers ?? []);
  const fields = draftFields(snapshot, options.builtins, asked, buyers);
  const report = snapshot.notes.map((note) => (note.file === '' ? note.message : `${note.file}: ${note.message}`));
  report.push(...fields.notes);
  const processNames = new DeclaredNames();
  const frameworks = new DraftFrameworks();
  const translated = new Set<SnapshotRule>();
  const processes = snapshot.pipelines.map((pipeline) => {
    const rules = snapshot.rules.flatMap((rule) => {
      const object = pipeline.object ?? dealObject(snapshot.target);
      const said = rule.active ? (options.translate?.(rule, pipeline, fields.names(object)) ?? []) : [];
      if (said.length > 0) translated.add(rule);
      return said;
    });
    return writeProcess(pipeline, {
      target: snapshot.target,
      fields,
      buyers,
      frameworks,
      processNames,
      rules,
      report,
      options,
    });
  });
  const kept = snapshot.rules.filter((rule) => !translated.has(rule));
  for (const rule of kept) {
    const why = rule.active ? 'cannot be said as a proof' : 'is not active';
    report.push(`The validation rule ${rule.name} ${why}: it is kept as a comment.`);
  }
  const vendor = vendors[snapshot.target] ?? snapshot.target;
  const text = [
    `// Drafted from ${vendor}. What no CRM knows is left to add: the buyer's journey, what each step helps, proofs, plans.`,
    ...(buyers.declarations.length === 0 ? [] : [buyers.declarations.join('\n')]),
    ...fields.declarations,
    ...frameworks.declarations,
    ...processes,
    ...(kept.length === 0 ? [] : [kept.map(ruleComment).join('\n//\n')]),
  ].join('\n\n');
  const stages = snapshot.pipelines.reduce((sum, pipeline) => sum + pipeline.stages.length, 0);
  const made = [
    count(snapshot.pipelines.length, 'process').replace('processs', 'processes'),
    count(stages, 'stage'),
    count(snapshot.fields.filter((field) => !field.standard).length, 'field'),
    count(translated.size, 'validation rule'),
  ];
  return { text: `${text}\n`, report: [`Drafted ${made.slice(0, 3).join(', ')} and ${made[3]}.`, ...report] };
}

function ruleComment(rule: SnapshotRule): string {
  const state = rule.active ? '' : ' (not active)';
  const head = `Validation rule ${oneLine(rule.name)}${state}: ${oneLine(rule.message)}`;
  return `${lineComment(head, '')}\n${lineComment(rule.formula, '')}`;
}

interface ProcessContext {
  readonly target: string;
  readonly fields: DraftFields;
  readonly buyers: DraftBuyers;
  readonly frameworks: DraftFrameworks;
  readonly processNames: DeclaredNames;
  readonly rules: readonly TranslatedRule[];
  readonly report: string[];
  readonly options: DraftOptions;
}

function writeProcess(
  pipeline: SnapshotPipeline,
  { target, fields, buyers, frameworks, processNames, rules, report, options }: ProcessContext,
): string {
  const object = pipeline.object ?? dealObject(target);
  const name = processNames.pascal(pipeline.label, 'Process');
  const on = fields.object(object) === 'deal' ? '' : ` on ${fields.object(object)}`;
  const stageNames = new DeclaredNames();
  const stages = inOrder(pipeline, report);
  const named = stages.map((stage) => ({ stage, name: stageNames.pascal(stage.label, 'Stage') }));
  const lines: string[] = [];
  // Records start at the first step anyway; saying so matters only where nothing else limits where they start.
  const starts = named.filter(({ stage }) => pipeline.creationStages?.includes(stage.key));
  const said = starts.length === 1 && pipeline.noSkipping ? starts.filter((each) => each !== named[0]) : starts;
  lines.push(...said.map((each) => `  starts at ${each.name}`));
  const moves = [...(pipeline.forwardOnly ? ['forward-only'] : []), ...(pipeline.noSkipping ? ['no-skipping'] : [])];
  if (moves.length > 0) lines.push(`  moves ${moves.join(', ')}`);
  const throughout = rules.filter((rule) => rule.where === 'throughout').map((rule) => criterion(rule, buyers));
  if (throughout.length > 0) lines.push(`  throughout ${block(throughout, '  ')}`);
  const branches = (pipeline.branches ?? []).flatMap(({ from, to, when }) => {
    const target = named.find(({ stage }) => stage.label === to)?.name;
    const condition = when === undefined ? undefined : options.translateCondition?.(when, fields.names(object));
    if (target !== undefined && (when === undefined || condition !== undefined))
      return [{ from, item: `then ${target}${condition === undefined ? '' : ` when ${condition}`}` }];
    report.push(
      `In “${pipeline.label}”, records may move from “${from}” to “${to}”${when === undefined ? '' : ` when ${oneLine(when)}`}: it could not be said as a branch.`,
    );
    return [];
  });
  const places = placesOf(named);
  const blocks = named.map((each) => {
    const then = branches.filter(({ from }) => from === each.stage.label).map(({ item }) => item);
    const isFree = (reference: string) => target === 'salesforce' && fields.type(reference) === 'yesno';
    const process = { label: pipeline.label, tellsUnasked: target === 'salesforce', isFree };
    return {
      parallel: each.stage.parallel,
      text: writeStage(each.stage, each.name, object, {
        fields,
        buyers,
        rules,
        report,
        frameworks,
        process,
        isFollowed: isFollowed(each.stage, stages),
        places,
        then,
      }),
    };
  });
  const doc = pipeline.description === undefined ? '' : `${docComment(pipeline.description, '')}\n`;
  const head = lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
  return `${doc}process ${name} ${quote(pipeline.label)}${on} {\n${head}${inTracks(blocks).join('\n\n')}\n}`;
}

/** Whether a step or a won outcome comes behind the stage and the tracks beside it. */
function isFollowed(stage: SnapshotStage, stages: readonly SnapshotStage[]): boolean {
  const way = stages.filter(({ state, parked }) => (state === 'open' && !parked) || state === 'won');
  const own = (other: SnapshotStage) =>
    other === stage || (stage.parallel !== undefined && other.parallel === stage.parallel);
  return way.findLastIndex(own) < way.length - 1;
}

/** Steps that run side by side share a block. */
function inTracks(blocks: readonly { parallel: number | undefined; text: string }[]): readonly string[] {
  const written: string[] = [];
  for (const [index, { parallel, text }] of blocks.entries()) {
    const tracks = blocks.filter((other) => other.parallel === parallel);
    if (parallel === undefined) written.push(text);
    else if (blocks[index - 1]?.parallel !== parallel)
      written.push(`  parallel {\n${tracks.map((track) => track.text).join('\n')}\n  }`);
  }
  return written;
}

/** Open stages before parking places and closed ones, because that is how a process reads; said where the CRM has them otherwise. */
function inOrder(pipeline: SnapshotPipeline, report: string[]): readonly SnapshotStage[] {
  const open = pipeline.stages.filter((stage) => stage.state === 'open' && !stage.parked);
  const parked = pipeline.stages.filter((stage) => stage.parked);
  const closed = pipeline.stages.filter((stage) => stage.state !== 'open');
  const ordered = [...open, ...parked, ...closed];
  if (ordered.some((stage, index) => stage !== pipeline.stages[index])) {
    report.push(
      `In “${pipeline.label}”, closed stages or parking places stood before open ones: they are written at the end.`,
    );
  }
  return ordered;
}

interface StageContext {
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

function writeStage(
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

function criterion(rule: TranslatedRule, buyers: DraftBuyers): string {
  const names = (rule.by ?? []).flatMap((label) => buyers.name(label) ?? []);
  const by = names.length === 0 ? '' : ` by ${names.join(', ')}`;
  const when = rule.when === undefined ? '' : ` when ${rule.when}`;
  const proof = rule.proof === undefined ? '' : ` proof ${rule.proof}`;
  return `${rule.isCommitment ? 'commit' : 'done'} ${quote(oneLine(rule.text))}${by}${when}${proof}`;
}

function block(items: readonly string[], indent: string): string {
  return items.length === 1 ? `{ ${items[0]} }` : `{\n${indent}  ${items.join(`\n${indent}  `)}\n${indent}}`;
}

function crmItem(stage: SnapshotStage, open: boolean): readonly string[] {
  const probability = open && stage.probability !== undefined ? ` probability ${stage.probability}%` : '';
  const usual = stage.state === 'won' ? 'closed' : stage.state === 'lost' ? 'omitted' : undefined;
  const forecast = stage.forecast === undefined || stage.forecast === usual ? '' : ` forecast ${stage.forecast}`;
  if (!open) return forecast === '' ? [] : [`crm stage ${quote(stage.label)}${forecast}`];
  return [`crm stage ${quote(stage.label)}${probability}${forecast}`];
}
