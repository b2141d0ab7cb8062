import { quote } from '../../base/strings.ts';
import type { ObjectType } from '../../model/model.ts';
import type { CrmSnapshot, SnapshotPipeline, SnapshotRule, SnapshotStage } from '../snapshot.ts';
import { count, oneLine } from '../text.ts';
import { type DraftBuyers, draftBuyers } from './buyers.ts';
import { DraftFrameworks } from './collects.ts';
import { type DraftFields, type DraftNames, dealObject, draftFields } from './fields.ts';
import { DeclaredNames } from './names.ts';
import { placesOf } from './plans.ts';
import type { TranslatedRule } from './rule.ts';
import { writeStage } from './stage.ts';
import { block, criterion } from './statements.ts';
import { docComment, lineComment } from './text.ts';

export type { DraftNames } from './fields.ts';
export type { TranslatedRule } from './rule.ts';

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
