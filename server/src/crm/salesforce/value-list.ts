import type { Finding } from '../../model/finding.ts';
import type { Process } from '../../model/model.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { MAX, salesforceLimits } from '../../standards/crm/salesforce.ts';
import { NameSpace } from '../naming.ts';
import { type ProcessStage, processStages } from '../stages.ts';
import { cut, shortHash } from '../text.ts';
import { forecastCategories, type StageValue } from './metadata.ts';
import { OneOrder } from './one-order.ts';

/** A stage of a process under the name it has in Salesforce. */
export interface NamedStage extends ProcessStage {
  readonly value: StageValue;
}

/**
 * The one list of stages that all processes on an object share, in an order that suits them all. What a process says
 * differently from an earlier one is reported at the process that says it.
 */
export class ValueList {
  readonly findings: Finding[] = [];
  #values: StageValue[] = [];
  readonly #orders = new OneOrder<StageValue>();
  /** Labels of outcomes that some process does not call disqualified, in lower case. */
  readonly #lost = new Set<string>();
  /** Labels of stages that some process goes through, in lower case. */
  readonly #steps = new Set<string>();
  readonly #byName = new Map<string, StageValue>();
  readonly #names = new NameSpace();
  readonly #byProcess = new Map<string, readonly NamedStage[]>();

  constructor(processes: readonly Process[]) {
    for (const stage of processes.flatMap((process) => processStages(process))) {
      if (stage.hold === undefined) this.#steps.add(stage.label.toLowerCase());
      if (stage.outcome && stage.outcome.outcome !== 'disqualified') this.#lost.add(stage.label.toLowerCase());
    }
    for (const process of processes) {
      const stages = processStages(process).map((stage) => ({ ...stage, value: this.#value(stage, process) }));
      this.#order(stages, process);
      this.#byProcess.set(process.id, stages);
    }
    this.#values = this.#orders.sorted(this.#values);
    this.#limitCount(processes);
  }

  get values(): readonly StageValue[] {
    return this.#values;
  }

  stagesOf(process: Process): readonly NamedStage[] {
    return this.#byProcess.get(process.id) ?? [];
  }

  #value(stage: ProcessStage, process: Process): StageValue {
    const known = this.#byName.get(stage.label.toLowerCase());
    if (known) {
      this.#compareWith(known, stage, process);
      return known;
    }
    const value: StageValue = {
      name: this.#name(stage, process),
      description: stage.description ? cut(stage.description, MAX.description) : undefined,
      probability: this.#probability(stage, process),
      forecast: stage.forecast,
      state: stage.state,
      parked: stage.hold !== undefined && !this.#steps.has(stage.label.toLowerCase()),
      disqualified: stage.outcome?.outcome === 'disqualified' && !this.#lost.has(stage.label.toLowerCase()),
    };
    this.#byName.set(stage.label.toLowerCase(), value);
    return value;
  }

  #name(stage: ProcessStage, process: Process): string {
    if (stage.label.length <= MAX.stageName && this.#names.reserve(stage.label)) return stage.label;
    const message = `Salesforce takes stage names of at most ${MAX.stageName} characters, this one has ${stage.label.length}. Shorten it, or name the stage with crm stage.`;
    this.#report('stageName', stage, process, message);
    const name = `${cut(stage.label, MAX.stageName - 8)} ${shortHash(stage.label)}`;
    this.#names.reserve(name);
    return name;
  }

  #probability(stage: ProcessStage, process: Process): number {
    const nearest = Math.min(100, Math.max(0, Math.round(stage.probability)));
    if (nearest !== stage.probability) {
      const message = `Salesforce holds whole percentages from 0 to 100, not ${stage.probability}. Write ${nearest}%.`;
      this.#report('probability', { ...stage, labelSpan: stage.probabilitySpan ?? stage.labelSpan }, process, message);
    }
    return nearest;
  }

  #compareWith(known: StageValue, stage: ProcessStage, process: Process): void {
    // A variant that takes a stage over repeats what its base says.
    const isInherited = stage.steps.length > 0 && stage.steps.every((step) => step.origin === 'inherited');
    const differences = [
      ...(known.name.toLowerCase() === stage.label.toLowerCase() && known.name !== stage.label
        ? [`is spelt “${known.name}”`]
        : []),
      ...(known.state === stage.state ? [] : [`is ${stateWords[known.state]}`]),
      ...(known.probability === stage.probability || stage.probabilitySpan === undefined
        ? []
        : [`has ${known.probability}%`]),
      ...(known.forecast === stage.forecast ? [] : [`has the forecast category ${forecastCategories[known.forecast]}`]),
    ];
    if (differences.length === 0 || isInherited) return;
    const message = `All processes on a record share their stages, and “${known.name}” ${differences.join(' and ')} in another process. Say the same here, or give the stage another name.`;
    this.#report('stageConflict', stage, process, message);
  }

  /** Puts what is new after what comes before it in the process, and reports where no one order suits them all. */
  #order(stages: readonly NamedStage[], process: Process): void {
    let last = -1;
    let before: StageValue | undefined;
    for (const stage of stages) {
      const { value } = stage;
      const at = this.#values.indexOf(value);
      if (at === -1) this.#values.splice(++last, 0, value);
      else last = Math.max(at, last);
      if (before === undefined || this.#orders.add(before, value)) before = value;
      else {
        const message = `“${value.name}” comes earlier in another process on the same record, and Salesforce has one order for all. Use the same order in both, or another stage name.`;
        this.#report('stageOrder', stage, process, message);
      }
    }
  }

  #limitCount(processes: readonly Process[]): void {
    if (this.#values.length <= MAX.stages) return;
    const beyond = new Set(this.#values.splice(MAX.stages));
    for (const process of processes) {
      const first = this.stagesOf(process).find((stage) => beyond.has(stage.value));
      this.#byProcess.set(
        process.id,
        this.stagesOf(process).filter((stage) => !beyond.has(stage.value)),
      );
      if (!first) continue;
      const message = `Salesforce takes at most ${MAX.stages} stages on a record, and from “${first.value.name}” on there are more. Let steps or processes share stages.`;
      this.#report('stages', first, process, message);
    }
  }

  #report(limit: keyof typeof salesforceLimits, stage: ProcessStage, process: Process, message: string): void {
    const place = stage.steps[0] ?? stage.outcome ?? stage.hold;
    const path = place ? `${process.name}/${place.name}` : process.name;
    this.findings.push(limitFinding(salesforceLimits[limit], { span: stage.labelSpan, path, message }));
  }
}

const stateWords = { open: 'open', won: 'won', lost: 'lost' } as const;
