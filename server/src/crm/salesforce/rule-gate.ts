import { type Formula, not } from './formula/ast.ts';
import { isStage } from './formula/inspect.ts';

/** A move from a stage to another that a rule lets pass when all of the formulas hold. */
export interface Exemption {
  readonly from: string;
  readonly to: string;
  readonly when: readonly Formula[];
}

/** When a validation rule is asked, and what is left of it. */
export interface RuleGate {
  /** The record type: by the developer name, as generated rules have it, or by the label. */
  readonly recordType: { readonly by: 'key' | 'label'; readonly is: string } | undefined;
  /** The stages the record has to be in; with `except` all but those. */
  readonly stages: { readonly names: readonly string[]; readonly except: boolean } | undefined;
  /** It is asked only when the record comes into these stages. */
  readonly onMove: boolean;
  /** Stages in which a new record may start without it. */
  readonly starts: readonly string[];
  /** Moves it lets pass, along branches of the process. */
  readonly exemptions: readonly Exemption[];
  /** What has to hold besides, for the rule to refuse. */
  readonly rest: readonly Formula[];
}

/** Takes a rule apart; `undefined` where it asks for stages in a way that has no counterpart in a process. */
export function readGate(formula: Formula, stageField: string): RuleGate | undefined {
  let recordType: RuleGate['recordType'];
  let stages: RuleGate['stages'];
  let onMove = false;
  const starts: string[] = [];
  const exemptions: Exemption[] = [];
  const rest: Formula[] = [];
  for (const part of conjuncts(formula)) {
    const type = recordTypeOf(part);
    const set = stageSet(part, stageField, false);
    const begun = movement(part, stageField);
    const exemption = exemptionOf(part, stageField);
    if (type !== undefined) recordType = type;
    else if (set && !stages) stages = set;
    else if (begun) {
      onMove = true;
      starts.push(...begun);
    } else if (exemption) exemptions.push(exemption);
    else if (mentionsStage(part, stageField)) return undefined;
    else rest.push(part);
  }
  return { recordType, stages, onMove, starts, exemptions, rest };
}

/** The record type that a rule is about, whatever else it says. */
export function recordTypeOfRule(formula: Formula): RuleGate['recordType'] {
  for (const part of conjuncts(formula)) {
    const type = recordTypeOf(part);
    if (type) return type;
  }
  return undefined;
}

function conjuncts(formula: Formula): readonly Formula[] {
  return formula.kind === 'call' && formula.name === 'AND' ? formula.args.flatMap(conjuncts) : [formula];
}

function recordTypeOf(formula: Formula): RuleGate['recordType'] {
  if (formula.kind !== 'binary' || formula.operator !== '=' || formula.left.kind !== 'field') return undefined;
  const by = /^\$?RecordType\.(DeveloperName|Name)$/.exec(formula.left.path)?.[1];
  if (by === undefined || formula.right.kind !== 'text') return undefined;
  return { by: by === 'Name' ? 'label' : 'key', is: formula.right.value };
}

/** `ISPICKVAL`, `CASE … = 1` and alternatives of them, over the stage now or before the change. */
function stageSet(formula: Formula, stageField: string, prior: boolean): RuleGate['stages'] {
  if (formula.kind === 'call' && formula.name === 'ISPICKVAL') {
    const [of, literal] = formula.args;
    return isStageOf(of, stageField, prior) && literal?.kind === 'text'
      ? { names: [literal.value], except: false }
      : undefined;
  }
  if (formula.kind === 'call' && formula.name === 'OR') {
    const sets = formula.args.map((arg) => stageSet(arg, stageField, prior));
    const names = sets.flatMap((set) => set?.names ?? []);
    return sets.every((set) => set && !set.except) ? { names, except: false } : undefined;
  }
  if (formula.kind !== 'binary' || formula.operator !== '=' || formula.right.kind !== 'number') return undefined;
  const names = caseNames(formula.left, stageField, prior);
  return names && { names, except: formula.right.value === '0' };
}

/** Stages that a `CASE` gives a 1, and everything else a 0. */
function caseNames(formula: Formula, stageField: string, prior: boolean): readonly string[] | undefined {
  if (formula.kind !== 'call' || formula.name !== 'CASE' || !isStageOf(formula.args[0], stageField, prior))
    return undefined;
  const names: string[] = [];
  for (let index = 1; index + 1 < formula.args.length; index += 2) {
    const [name, value] = [formula.args[index], formula.args[index + 1]];
    if (name?.kind !== 'text' || value?.kind !== 'number' || value.value !== '1') return undefined;
    names.push(name.value);
  }
  return names;
}

function isStageOf(formula: Formula | undefined, stageField: string, prior: boolean): boolean {
  return isStage(formula, stageField) && (formula?.kind === 'call') === prior;
}

/** `OR(ISNEW(), it was not there before)` or `ISCHANGED`; the answer is where a new record may start all the same. */
function movement(formula: Formula, stageField: string): readonly string[] | undefined {
  if (formula.kind === 'call' && formula.name === 'ISCHANGED')
    return isStage(formula.args[0], stageField) ? [] : undefined;
  if (formula.kind !== 'call' || formula.name !== 'OR' || formula.args.length !== 2) return undefined;
  const [fresh, before] = formula.args;
  if (!fresh || !before || !wasElsewhere(before, stageField)) return undefined;
  const starts: string[] = [];
  for (const part of conjuncts(fresh)) {
    if (part.kind === 'call' && part.name === 'ISNEW') continue;
    const inner = part.kind === 'call' && part.name === 'NOT' ? part.args[0] : undefined;
    const set = inner && stageSet(inner, stageField, false);
    if (!set || set.except) return undefined;
    starts.push(...set.names);
  }
  return starts;
}

function wasElsewhere(formula: Formula, stageField: string): boolean {
  if (formula.kind === 'call' && formula.name === 'NOT' && formula.args[0]) {
    return stageSet(formula.args[0], stageField, true) !== undefined;
  }
  return (
    formula.kind === 'binary' && formula.operator === '<>' && caseNames(formula.left, stageField, true) !== undefined
  );
}

/** `not from here to there`: the record was not in the one stage, or is not in the other, or more has to hold for it. */
export function exemptionOf(formula: Formula, stageField: string): Exemption | undefined {
  if (formula.kind !== 'call' || formula.name !== 'OR') return undefined;
  const [was, is, ...rest] = formula.args;
  const from = was && onlyStage(not(was), stageField, true);
  const to = is && onlyStage(not(is), stageField, false);
  return from === undefined || to === undefined ? undefined : { from, to, when: rest.map(not) };
}

function onlyStage(formula: Formula, stageField: string, prior: boolean): string | undefined {
  const set = stageSet(formula, stageField, prior);
  return set?.names.length === 1 && !set.except ? set.names[0] : undefined;
}

function mentionsStage(formula: Formula, stageField: string): boolean {
  if (isStage(formula, stageField)) return true;
  if (formula.kind === 'call') return formula.args.some((arg) => mentionsStage(arg, stageField));
  return (
    formula.kind === 'binary' && (mentionsStage(formula.left, stageField) || mentionsStage(formula.right, stageField))
  );
}
