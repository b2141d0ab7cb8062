import type { Evidence } from '../../model/evidence.ts';
import type { Process, Step } from '../../model/model.ts';
import type { ElementId } from '../../model/source.ts';
import { and, binary, call, FALSE, type Formula, not, number, or, TRUE } from './formula/ast.ts';
import { printFormula } from './formula/print.ts';
import { inStages, movesInto, rank, type StageSet, wasInStages } from './formula/stages.ts';
import type { NamedStage } from './value-list.ts';

/** A move between two places of the order, and what has to hold for it. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly when: Formula;
}

/**
 * When a record of a process moves past a stage, as formulas: the order of its stages, the branches that may pass over
 * some of them, and the places where a record may start. Lost stages and parking places are outside the order, so a
 * record that is lost or parked has to fulfil nothing.
 */
export class StageMoves {
  readonly #process: Process;
  readonly #set: StageSet;
  /** Stages in order, without lost ones and parking places. */
  readonly #way: readonly NamedStage[];
  /** A condition as a formula; what cannot be expressed counts as fulfilled. */
  readonly #condition: (when: Evidence) => Formula;

  constructor(process: Process, stages: readonly NamedStage[], field: string, condition: (when: Evidence) => Formula) {
    this.#process = process;
    this.#set = { field, all: stages.map((stage) => stage.value.name) };
    this.#way = stages.filter((stage) => stage.state === 'won' || stage.steps.length > 0);
    this.#condition = condition;
  }

  /** The record moves past the stage. Of parallel tracks, past all of them. */
  past(stage: NamedStage): Formula {
    const last = this.#lastOfGroup(stage);
    return this.#into(this.#way.slice(last + 1), this.#way.indexOf(stage));
  }

  /** The record moves into the stage, or past it. */
  into(stage: NamedStage): Formula {
    const index = this.#way.indexOf(stage);
    return this.#into(this.#way.slice(index), index);
  }

  /** The record moves into exactly that stage. */
  onto(stage: NamedStage): Formula {
    return movesInto(this.#set, [stage.value.name]);
  }

  /** The record is in an open step. */
  open(): Formula {
    const open = this.#way.filter((stage) => stage.state === 'open').map((stage) => stage.value.name);
    return inStages(this.#set, open);
  }

  /** The record moves backwards, and no plan says that it may. */
  backward(): Formula {
    const [now, before] = [this.#rank(false), this.#rank(true)];
    // In an order that does not depend on what they come from, each once.
    const returns = [...this.#returns()].sort((a, b) => a.from - b.from || a.to - b.to);
    const allowed = new Map(
      returns.map(({ from, to, when }) => {
        const move = and(this.#moves(from, to), when);
        return [printFormula(move), move];
      }),
    );
    return and(
      not(call('ISNEW')),
      binary('>', now, number(0)),
      binary('<', now, before),
      ...[...allowed.values()].map(not),
    );
  }

  /** The record moves over a stage, or starts in a later one, and neither a branch nor a start says that it may. */
  skipping(): Formula {
    const [now, before] = [this.#rank(false), this.#rank(true)];
    const starts = and(call('ISNEW'), binary('>', now, number(1)), ...this.#starts(0).map(not));
    const moves = and(
      not(call('ISNEW')),
      binary('>', before, number(0)),
      binary('>', now, binary('+', before, number(1))),
      ...this.#branches()
        .filter(({ from, to }) => to > from)
        .map(({ from, to, when }) => not(and(this.#moves(from, to), when))),
    );
    return or(starts, moves);
  }

  #into(stages: readonly NamedStage[], index: number): Formula {
    const names = stages.map((stage) => stage.value.name);
    const isNew = and(call('ISNEW'), ...this.#starts(index).map(not));
    const over = this.#branches().filter(({ from, to }) => from < index && to > index);
    return and(
      movesInto(this.#set, names, isNew),
      ...over.map(({ from, to, when }) => not(and(this.#moves(from, to), when))),
    );
  }

  /** The record is in a later stage in which the process says that it may start. */
  #starts(index: number): readonly Formula[] {
    return this.#process.startsAt.flatMap(({ step, when }) => {
      const at = this.#indexOf(step.target);
      const stage = this.#way[at];
      if (!stage || at <= index) return [];
      return [and(inStages(this.#set, [stage.value.name]), when ? this.#condition(when) : TRUE)];
    });
  }

  #branches(): readonly Move[] {
    return this.#process.steps
      .flatMap((step) =>
        step.branches.map((branch) => ({
          from: this.#indexOf(step.id),
          to: this.#indexOf(branch.to.target),
          when: branch.when ? this.#condition(branch.when) : TRUE,
        })),
      )
      .filter(({ from, to }) => from >= 0 && to >= 0);
  }

  /** Moves backwards: of plans, whose time no formula sees, and of branches. */
  #returns(): readonly Move[] {
    const plans = this.#process.steps.flatMap((step) =>
      (step.otherwise?.plans ?? []).flatMap(({ action }): readonly Move[] =>
        action.kind === 'return'
          ? [{ from: this.#indexOf(step.id), to: this.#indexOf(action.step.target), when: TRUE }]
          : [],
      ),
    );
    const all = [...plans, ...this.#branches()];
    const isFree = ({ from, to }: Move) =>
      all.some((move) => move.from === from && move.to === to && move.when === TRUE);
    // Where a move is free, conditions for it say nothing.
    const needed = all.filter((move) => move.when === TRUE || !isFree(move));
    return needed.filter(({ from, to }) => from >= 0 && to >= 0 && to < from);
  }

  #moves(from: number, to: number): Formula {
    const [source, target] = [this.#way[from], this.#way[to]];
    if (!source || !target) return FALSE;
    return and(wasInStages(this.#set, [source.value.name]), inStages(this.#set, [target.value.name]));
  }

  #indexOf(id: ElementId | undefined): number {
    return this.#way.findIndex(
      (stage) => stage.steps.some((step) => step.id === id) || (stage.outcome !== undefined && stage.outcome.id === id),
    );
  }

  /** Parallel tracks have one place in the order. */
  #rank(prior: boolean): Formula {
    let place = 0;
    let group: Step['parallel'];
    const ranks = this.#way.map((stage) => {
      const parallel = parallelOf(stage);
      if (parallel === undefined || parallel !== group) place++;
      group = parallel;
      return [stage.value.name, place] as const;
    });
    return rank(this.#set, ranks, prior);
  }

  #lastOfGroup(stage: NamedStage): number {
    const index = this.#way.indexOf(stage);
    const parallel = parallelOf(stage);
    if (parallel === undefined) return index;
    return this.#way.findLastIndex((other) => parallelOf(other) === parallel);
  }
}

/** The group of parallel tracks the stage belongs to; tracks before and after the sale are counted apart. */
function parallelOf(stage: NamedStage): number | undefined {
  const step = stage.steps[0];
  return step?.parallel === undefined ? undefined : step.parallel + (step.afterWon ? 1_000_000 : 0);
}
