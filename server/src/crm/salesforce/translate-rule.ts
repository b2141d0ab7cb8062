import type { TranslatedRule } from '../draft/index.ts';
import type { SnapshotPipeline, SnapshotRule, SnapshotStage } from '../snapshot.ts';
import { list, oneLine } from '../text.ts';
import { and, type Formula, not } from './formula/ast.ts';
import { fieldsOfFormula } from './formula/inspect.ts';
import { parseFormula } from './formula/parse.ts';
import { type SourceNames, translateFormula } from './formula/translate.ts';
import { GUIDES } from './read-guidance.ts';
import { type RuleGate, readGate } from './rule-gate.ts';
import { BEFORE } from './rule-words.ts';

/** The picklist that holds the stage of an object's records. */
export function stageFieldOf(object: string | undefined): string {
  if (object === undefined || object === 'Opportunity') return 'StageName';
  return object === 'Lead' ? 'Status' : 'Sales_Stage__c';
}

/** Whether the rule is on the object of the process. */
export function isAbout(rule: SnapshotRule, pipeline: SnapshotPipeline): boolean {
  return (rule.object ?? 'Opportunity') === (pipeline.object ?? 'Opportunity');
}

/** A formula as evidence in the language; `undefined` where the language cannot say it. */
export function translateCondition(text: string, names: SourceNames): string | undefined {
  const formula = parseFormula(text);
  return 'error' in formula ? undefined : translateFormula(formula, names, true);
}

/** What a validation rule demands, as a criterion of the process; empty where the language cannot say it. */
export function translateRule(
  rule: SnapshotRule,
  pipeline: SnapshotPipeline,
  names: SourceNames,
): readonly TranslatedRule[] {
  const formula = parseFormula(rule.formula);
  if ('error' in formula || !isAbout(rule, pipeline)) return [];
  const gate = readGate(formula, stageFieldOf(pipeline.object));
  const type = gate?.recordType;
  // Two processes may share a label: the name alone tells them apart.
  if (!gate || (type && type.is !== pipeline[type.by])) return [];
  const place = placeOf(gate, rule, pipeline);
  if (!place || gate.rest.length === 0) return [];
  const { stage, where, text } = place;
  const collects = stage && collected(gate.rest, { stage, text, isOurs: rule.ours === true }, names);
  if (collects) return [{ stage: stage.key, where, text, ...collects }];
  const said = demand(gate.rest, names);
  const shown =
    said && stage && rule.ours ? shownFields(text, stage, fieldsOfFormula(and(...gate.rest)), names) : undefined;
  if (stage && said && shown) return [{ stage: stage.key, where, text, collects: shown, ...said }];
  const isCommitment = rule.isCommitment ? { isCommitment: true, by: rule.committedBy ?? [] } : {};
  return said ? [{ stage: stage?.key ?? '', where, text, ...isCommitment, ...said }] : [];
}

interface Place {
  readonly where: 'leave' | 'enter' | 'throughout';
  /** `undefined` for what holds throughout. */
  readonly stage: SnapshotStage | undefined;
  readonly text: string;
}

/** Where in the process the rule is asked: the message of a generated rule says it, else the stages do. */
function placeOf(gate: RuleGate, rule: SnapshotRule, pipeline: SnapshotPipeline): Place | undefined {
  const { stages } = pipeline;
  const set = gate.stages;
  if (!set) return undefined;
  const inSet = stages.filter((stage) => set.names.includes(stage.label) !== set.except);
  if (inSet.length === 0 || (!set.except && inSet.length < set.names.length)) return undefined;
  const message = oneLine(rule.message);
  const way = stages.filter((stage) => (stage.state === 'open' && !stage.parked) || stage.state === 'won');
  if (!gate.onMove) {
    const open = way.filter((stage) => stage.state === 'open');
    const isOpen = open.length === inSet.length && open.every((stage) => inSet.includes(stage));
    const text = without(message, BEFORE.always);
    if (isOpen && (inSet.length > 1 || text !== message)) return { where: 'throughout', stage: undefined, text };
  }
  for (const stage of stages) {
    for (const [words, where] of [
      [BEFORE.leaving, 'leave'],
      [BEFORE.entering, 'enter'],
      [BEFORE.closing, 'enter'],
    ] as const) {
      const text = without(message, words(stage.label));
      if (text !== message && fits(where, stage, inSet, way)) return { where, stage, text };
    }
  }
  // Parallel tracks are asked for where the last of them ends: its stage stands for all.
  const track = stages.find(({ label }) => without(message, BEFORE.leaving(label)) !== message);
  const text = track ? without(message, BEFORE.leaving(track.label)) : message;
  const [only] = inSet;
  if (inSet.length === 1 && only && !track) return { where: 'enter', stage: only, text };
  const first = way.findIndex((stage) => inSet.includes(stage));
  const before = way[first - 1];
  const isRest =
    first > 0 && inSet.length === way.length - first && inSet.every((stage) => way.indexOf(stage) >= first);
  return isRest && before ? { where: 'leave', stage: before, text } : undefined;
}

/** The stages asked for are those after the stage, or from it on, or it alone. */
function fits(
  where: 'leave' | 'enter',
  stage: SnapshotStage,
  inSet: readonly SnapshotStage[],
  way: readonly SnapshotStage[],
): boolean {
  const at = way.indexOf(stage);
  if (where === 'enter' && inSet.length === 1) return inSet[0] === stage;
  const expected = way.slice(where === 'leave' ? lastTrack(way, at) + 1 : at);
  return at >= 0 && expected.length === inSet.length && expected.every((each) => inSet.includes(each));
}

/** Where the group of parallel tracks ends that the stage belongs to. */
function lastTrack(way: readonly SnapshotStage[], at: number): number {
  const group = way[at]?.parallel;
  return group === undefined ? at : way.findLastIndex(({ parallel }) => parallel === group);
}

function without(message: string, prefix: string): string {
  return message.startsWith(`${prefix}: `) ? message.slice(prefix.length + 2) : message;
}

/**
 * The fields, where all that is asked, perhaps under a condition, is that they are filled in: as the message says, or as key
 * fields of the stage. Checkboxes that the message names belong to them, although no rule can ask for them.
 */
function collected(
  rest: readonly Formula[],
  { stage, text, isOurs }: { stage: SnapshotStage; text: string; isOurs: boolean },
  names: SourceNames,
): { collects: readonly string[]; framework?: string; when?: string } | undefined {
  for (let split = 0; split < rest.length; split++) {
    const when = split === 0 ? undefined : translateFormula(and(...rest.slice(0, split)), names, true);
    if (split > 0 && when === undefined) continue;
    const filled = not(and(...rest.slice(split)));
    const paths = fieldsOfFormula(filled);
    const fields = new Map([...paths, ...stage.keyFields].map((path) => [path, names.field(path)]));
    const reference = (path: string) => fields.get(path)?.reference ?? '';
    const sets = paths.map((path) => `${reference(path)} is set`);
    if (translateFormula(filled, names, true) !== sets.join(' and ')) continue;
    const checkboxes = stage.keyFields.filter((path) => fields.get(path)?.type === 'yesno');
    const label = (path: string) => oneLine(fields.get(path)?.label ?? '');
    const named = subsets(checkboxes)
      .flatMap((some) => {
        const shown = stage.keyFields.filter((path) => paths.includes(path) || some.includes(path));
        return likelyOrders([...shown, ...paths.filter((path) => !shown.includes(path))], text, label);
      })
      .find((all) => isMessage(text, `Collect ${list(all.map(label))}`));
    // The message of a generated rule names what it collects; of others, key fields are enough.
    const isKnown = !isOurs && split === 0 && paths.every((path) => stage.keyFields.includes(path));
    // What is collected is on the path, as far as there is room; alternatives are not.
    const also = alsoRecorded(stage);
    const isShown = paths.every((path) => stage.keyFields.includes(path) || also.includes(label(path)));
    const chosen = (isShown || !isOurs ? named : undefined) ?? (isKnown ? paths : undefined);
    const condition = when === undefined ? {} : { when };
    if (chosen) return { collects: chosen.map(reference), ...condition };
    // A framework goes by its own name.
    const framework = text.startsWith('Collect ') ? text.slice('Collect '.length) : '';
    if (isOurs && framework !== '' && isShown) return { collects: paths.map(reference), framework, ...condition };
  }
  return undefined;
}

/** The line of guidance that names the fields for which the path has no room. */
function alsoRecorded({ guidance = '' }: SnapshotStage): string {
  return guidance.split('\n').find((line) => line.startsWith(GUIDES.also)) ?? '';
}

/** Key fields that the message says are collected, for a proof that asks for more than that they are filled in. */
function shownFields(
  text: string,
  stage: SnapshotStage,
  asked: readonly string[],
  names: SourceNames,
): readonly string[] | undefined {
  const label = (path: string) => oneLine(names.field(path)?.label ?? '');
  const also = alsoRecorded(stage);
  const beyond = asked.filter((path) => !stage.keyFields.includes(path) && also.includes(label(path)));
  const chosen = subsets([...beyond, ...stage.keyFields])
    .filter((some) => some.length > 0 && some.every((path) => text.endsWith('…') || text.includes(label(path))))
    .flatMap((some) => likelyOrders(some, text, label))
    .find((some) => isMessage(text, `Collect ${list(some.map(label))}`));
  return chosen?.map((path) => names.field(path)?.reference ?? '');
}

/** As they come, as the text names them, and, of few enough, in every order: labels may contain each other. */
function likelyOrders(
  paths: readonly string[],
  text: string,
  label: (path: string) => string,
): readonly (readonly string[])[] {
  // What the message was cut before comes last.
  const place = (path: string) => (text.includes(label(path)) ? text.indexOf(label(path)) : text.length);
  const inText = [...paths].sort((a, b) => place(a) - place(b));
  return [paths, inText, ...(paths.length <= 5 ? orders(paths) : [])];
}

/** All orders of a few items. */
function orders(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

/** A message may have been cut. */
function isMessage(text: string, whole: string): boolean {
  return text === whole || (text.endsWith('…') && whole.startsWith(text.slice(0, -1)));
}

/** Key fields are five at most, so there are few; of more, the first ones are enough. */
function subsets(items: readonly string[]): readonly (readonly string[])[] {
  let all: (readonly string[])[] = [[]];
  for (const item of items.slice(0, 7)) all = all.concat(all.map((some) => some.concat(item)));
  return all;
}

/** What is demanded, and under which condition: the first way to split the rule that leaves no loose comparison. */
function demand(rest: readonly Formula[], names: SourceNames): { proof: string; when?: string } | undefined {
  for (const strict of [true, false]) {
    for (let split = 0; split < rest.length; split++) {
      const proof = translateFormula(not(and(...rest.slice(split))), names, strict);
      if (proof === undefined) continue;
      if (split === 0) return { proof };
      const when = translateFormula(and(...rest.slice(0, split)), names, strict);
      if (when !== undefined) return { proof, when };
    }
  }
  return undefined;
}
