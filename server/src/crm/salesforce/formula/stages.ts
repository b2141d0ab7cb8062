import { and, binary, call, FALSE, type Formula, field, not, number, or, text } from './ast.ts';

/** Stage names of a process as formulas ask for them. */
export interface StageSet {
  /** The picklist that holds the stage. */
  readonly field: string;
  /** All stages a record of the process can be in. */
  readonly all: readonly string[];
}

const LONG = 1200;

/** The record is in one of these stages. */
export function inStages(stages: StageSet, names: readonly string[]): Formula {
  return isOneOf(field(stages.field), stages, names);
}

/** The record was in one of these stages before it was changed. */
export function wasInStages(stages: StageSet, names: readonly string[]): Formula {
  return isOneOf(call('PRIORVALUE', field(stages.field)), stages, names);
}

/** The record moves into these stages: it was in none of them, or it is new. */
export function movesInto(stages: StageSet, names: readonly string[], isNew: Formula = call('ISNEW')): Formula {
  if (names.length === 0) return FALSE;
  return and(inStages(stages, names), or(isNew, not(wasInStages(stages, names))));
}

function isOneOf(value: Formula, stages: StageSet, names: readonly string[]): Formula {
  if (names.length === 0) return FALSE;
  const [only] = names;
  if (names.length === 1 && only !== undefined) return call('ISPICKVAL', value, text(only));
  // Formulas are limited in length: of a long list the shorter half is named.
  const others = stages.all.filter((name) => !names.includes(name));
  if (length(names) > LONG && others.length > 0 && length(others) < length(names)) {
    return binary('=', membership(value, others), number(0));
  }
  return binary('=', membership(value, names), number(1));
}

function length(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + name.length + 8, 0);
}

function membership(value: Formula, names: readonly string[]): Formula {
  return call('CASE', value, ...names.flatMap((name) => [text(name), number(1)]), number(0));
}

/** The place of the record's stage in the process, from 1; 0 for stages outside the order, such as lost ones. */
export function rank(
  stages: StageSet,
  ranks: readonly (readonly [name: string, rank: number])[],
  prior = false,
): Formula {
  const value = prior ? call('PRIORVALUE', field(stages.field)) : field(stages.field);
  return call('CASE', value, ...ranks.flatMap(([name, place]) => [text(name), number(place)]), number(0));
}
