import { effectiveProof } from '../../model/evaluate.ts';
import { atomsOf, type Evidence } from '../../model/evidence.ts';
import type { Finding } from '../../model/finding.ts';
import type { Criterion, CriterionItem, Process, ProjectModel, Step } from '../../model/model.ts';
import { keywordOf, type Span } from '../../model/source.ts';
import { limitFinding } from '../../standards/crm/limit.ts';
import { MAX, salesforceLimits } from '../../standards/crm/salesforce.ts';
import type { Enforcement } from '../backend.ts';
import { criterionText, withoutSingleChoices } from '../criteria.ts';
import { describeItem, titleOfRef } from '../describe.ts';
import { identifier, type NameSpace } from '../naming.ts';
import { cut, list, oneLine } from '../text.ts';
import { apart } from './collects.ts';
import type { FieldCatalog } from './field-catalog.ts';
import { and, binary, FALSE, type Formula, field, not, or, TRUE, text } from './formula/ast.ts';
import { compileEvidence } from './formula/compile.ts';
import { printFormula } from './formula/print.ts';
import { helperDefinition } from './helpers.ts';
import type { StageHost } from './host.ts';
import { RULE_MARK } from './ownership.ts';
import { BEFORE, COMMITMENT, committedBy } from './rule-words.ts';
import { StageMoves } from './stage-moves.ts';
import type { NamedStage } from './value-list.ts';

/** A validation rule to generate. */
export interface Rule {
  readonly object: string;
  readonly name: string;
  readonly description: string;
  readonly formula: string;
  readonly message: string;
  readonly span: Span;
}

/** What the rules of a process are made from. */
export interface RuleContext {
  readonly model: ProjectModel;
  readonly process: Process;
  readonly host: StageHost;
  readonly recordType: string;
  readonly stages: readonly NamedStage[];
  readonly catalog: FieldCatalog;
  /** Names of validation rules on the object. */
  readonly names: NameSpace;
}

/** When a rule is asked, and how that is said. */
export interface Gate {
  readonly when: Formula;
  /** Begins the message: `Before leaving Discovery`. */
  readonly before: string;
  /** Completes “refuses”: `to move a record past “Discovery”`. */
  readonly refuses: string;
  /** Begins the name of the rule, which goes on with the criterion. */
  readonly stage: string;
}

/** What a formula was made of besides fields that are there anyway. */
interface Notes {
  readonly helpers: Map<string, { label: string; keptBy: string }>;
  /** Parts that are not enforced, each a clause. */
  readonly open: string[];
}

/** The rules of one process, what enforces each criterion, and findings on what cannot be expressed. */
export class RuleWriter {
  readonly rules: Rule[] = [];
  readonly enforcement: Enforcement[] = [];
  readonly findings: Finding[] = [];
  readonly moves: StageMoves;
  readonly #context: RuleContext;

  constructor(context: RuleContext) {
    this.#context = context;
    const condition = (when: Evidence) =>
      this.#compile(when, true, { helpers: new Map(), open: [] }, context.process.name);
    this.moves = new StageMoves(context.process, context.stages, context.host.stageField, condition);
  }

  /** Rules for the criteria of the process and of its steps and outcomes. */
  writeCriteria(): void {
    const { process, stages } = this.#context;
    this.#items(process.throughout, {
      when: this.moves.open(),
      before: BEFORE.always,
      refuses: 'to save a record in an open stage',
      stage: 'Always',
    });
    for (const step of process.steps) {
      const stage = stages.find((candidate) => candidate.steps.includes(step));
      const inner = stage !== undefined && stage.steps[0] !== step;
      this.#items(step.enter?.items ?? [], stage && !inner ? this.#entering(stage) : noStage(step, stage));
      this.#items(step.exit?.items ?? [], stage ? this.#leaving(stage) : noStage(step, stage));
    }
    for (const outcome of process.outcomes) {
      const stage = stages.find((candidate) => candidate.outcome === outcome);
      this.#items(outcome.enter?.items ?? [], stage ? this.#closing(stage) : 'the process shows no stage for it');
    }
  }

  /** A rule that is not one criterion's; `undefined` where it is too long. */
  writeRule(
    formula: Formula,
    gate: Gate,
    says: string,
    at: { span: Span; path: string },
    commitment?: string,
  ): Rule | undefined {
    const { host, recordType, names } = this.#context;
    const isType = binary('=', field('RecordType.DeveloperName'), text(recordType));
    const printed = printFormula(and(isType, formula));
    // Letters beyond ASCII take more than one byte each.
    const bytes = new TextEncoder().encode(printed).length;
    if (printed.length > MAX.formula || bytes > MAX.formulaBytes) {
      const size =
        printed.length > MAX.formula
          ? `${printed.length} characters, and ${MAX.formula} are allowed`
          : `${bytes} bytes, and ${MAX.formulaBytes} are allowed`;
      const message = `The Salesforce rule for this has ${size}. Split the criterion, or shorten the stage names.`;
      this.findings.push(limitFinding(salesforceLimits.formula, { ...at, message }));
      return undefined;
    }
    const whole = `${gate.before}: ${says}`;
    if (whole.length > MAX.message) {
      const message = `Salesforce shows messages of at most ${MAX.message} characters, and “${cut(whole, 40)}” has ${whole.length}. Shorten the criterion.`;
      this.findings.push(limitFinding(salesforceLimits.message, { ...at, message }));
    }
    const shown = cut(whole, MAX.message);
    const rule: Rule = {
      object: host.object,
      name: names.claim(`${ruleStem(gate.stage)} ${says}`, {
        max: MAX.ruleName,
        fallback: 'Rule',
        identity: `${recordType}/${shown}`,
      }),
      description: `${RULE_MARK}${recordType}. ${gate.before}.${commitment === undefined ? '' : ` ${commitment}`}`,
      formula: printed,
      message: shown,
      span: at.span,
    };
    this.rules.push(rule);
    return rule;
  }

  #entering(stage: NamedStage): Gate {
    const { name } = stage.value;
    return {
      when: this.moves.into(stage),
      before: BEFORE.entering(name),
      refuses: `to move a record into “${name}”`,
      stage: name,
    };
  }

  #leaving(stage: NamedStage): Gate {
    const { name } = stage.value;
    return {
      when: this.moves.past(stage),
      before: BEFORE.leaving(name),
      refuses: `to move a record past “${name}”`,
      stage: name,
    };
  }

  #closing(stage: NamedStage): Gate {
    const { name } = stage.value;
    return {
      when: this.moves.onto(stage),
      before: BEFORE.closing(name),
      refuses: `to close a record as “${name}”`,
      stage: name,
    };
  }

  #items(items: readonly CriterionItem[], gate: Gate | string): void {
    for (const item of withoutSingleChoices(items)) {
      const before = this.enforcement.length;
      const parts = apart(item);
      for (const part of parts) this.#item(part, gate);
      if (parts.length > 1 && item.kind !== 'any') this.#together(item, this.enforcement.splice(before));
    }
  }

  /** One line for a criterion of which parts have rules of their own; it is as weak as the weakest of them. */
  #together(criterion: Criterion, parts: readonly Enforcement[]): void {
    const levels = ['manual', 'helper', 'native'] as const;
    const level = levels.find((each) => parts.some((part) => part.level === each)) ?? 'native';
    this.#report(criterion, level, parts.map(({ how }) => how).join(' '));
  }

  /** One rule for a criterion, or for a group of alternatives; a gate that is a text says why there is none. */
  #item(item: CriterionItem, gate: Gate | string): void {
    const criteria = item.kind === 'any' ? item.criteria : [item];
    if (typeof gate === 'string') {
      for (const criterion of criteria) this.#report(criterion, 'manual', `A person checks this: ${gate}.`);
      return;
    }
    const notes: Notes = { helpers: new Map(), open: [] };
    const holds = criteria.map((criterion) => this.#holds(criterion, notes));
    const applies = item.kind === 'any' ? TRUE : this.#applies(item, notes);
    const unmet =
      item.kind === 'any'
        ? not(or(...criteria.map((criterion, index) => and(this.#applies(criterion, notes), holds[index] ?? TRUE))))
        : and(applies, not(holds[0] ?? TRUE));
    const says = oneLine(describeItem(item, this.#context.model));
    const first = criteria[0];
    const at = {
      span: item.kind === 'collect' || item.kind === 'any' ? keywordOf(item) : item.text.span,
      path: first?.path ?? '',
    };
    const fires = and(gate.when, unmet);
    const rule =
      fires.kind === 'boolean' ? undefined : this.writeRule(fires, gate, says, at, this.#commitment(item, gate));
    for (const criterion of criteria) {
      if (rule) this.#reportRule(criterion, rule, gate, notes);
      else this.#report(criterion, 'manual', manualWords(notes, fires.kind !== 'boolean', gate));
    }
  }

  /** What the description of the rule says of who commits to it. */
  #commitment(item: CriterionItem, gate: Gate): string | undefined {
    if (item.kind !== 'commit') return undefined;
    const { model, recordType } = this.#context;
    const named = committedBy(item.by.map((buyer) => oneLine(titleOfRef(buyer, model))));
    const length = `${RULE_MARK}${recordType}. ${gate.before}. ${named}`.length;
    return named !== undefined && length <= MAX.description ? named : COMMITMENT;
  }

  #holds(criterion: Criterion, notes: Notes): Formula {
    const proof = effectiveProof(criterion, this.#context.model);
    if (proof) return this.#compile(proof, true, notes, criterion.path);
    notes.open.push('it names no proof');
    return TRUE;
  }

  #applies(criterion: Criterion, notes: Notes): Formula {
    return criterion.when ? this.#compile(criterion.when, false, notes, criterion.path) : TRUE;
  }

  #compile(evidence: Evidence, assume: boolean, notes: Notes, path: string): Formula {
    const { model, host, catalog } = this.#context;
    for (const words of manualParts(evidence)) notes.open.push(`no record shows that ${words}`);
    return compileEvidence(evidence, true, {
      assume,
      field: (ref) => catalog.visibleFrom(host.object, ref),
      helper: (kind, helped) => {
        const definition = helperDefinition(kind, helped, model);
        const made = catalog.helper(
          host.object,
          definition.identity,
          () => ({ ...definition, type: kind === 'date' ? 'date' : 'yesno' }),
          helped.span,
        );
        notes.helpers.set(made.name, { label: made.label, keptBy: definition.keptBy });
        return made.name;
      },
      refuse: (span, reason) => {
        notes.open.push(reason);
        const message = `No Salesforce formula can check this: ${reason}. Prove it with a field of another type, or leave it to a person.`;
        this.findings.push(limitFinding(salesforceLimits.evidence, { span, path, message }));
      },
    });
  }

  #reportRule(criterion: Criterion, rule: Rule, gate: Gate, notes: Notes): void {
    const reads = [...notes.helpers].map(([name, { label, keptBy }]) => `“${label}” (${name}, set by ${keptBy})`);
    const helped = reads.length > 0 ? ` It reads ${list(reads)}.` : '';
    const open = notes.open.length > 0 ? ` In part only: ${list([...new Set(notes.open)])}.` : '';
    const how = `Validation rule ${rule.name} refuses ${gate.refuses} unless this holds.${helped}${open}`;
    this.#report(criterion, notes.helpers.size > 0 ? 'helper' : 'native', how);
  }

  #report(criterion: Criterion, level: Enforcement['level'], how: string): void {
    const { path, span } = criterion;
    this.enforcement.push({ path, text: criterionText(criterion, this.#context.model), level, how, span });
  }
}

/** Why no rule asks for the criteria of a step. */
function noStage(step: Step, stage: NamedStage | undefined): string {
  if (stage) return `Salesforce cannot tell apart the steps within the stage “${stage.value.name}”`;
  return step.afterWon
    ? 'the sale is closed by then, and the step shows no stage; give it one with crm stage'
    : 'Salesforce shows no stage for this step';
}

function manualWords(notes: Notes, isTooLong: boolean, gate: Gate): string {
  const why = isTooLong ? ['the rule would be too long for Salesforce'] : [...new Set(notes.open)];
  if (why.length === 0)
    return gate.when === FALSE ? 'Nothing follows the stage, so no rule asks for this.' : 'It always holds.';
  return `A person checks this: ${list(why)}.`;
}

function manualParts(evidence: Evidence): readonly string[] {
  return atomsOf(evidence).flatMap((atom) => (atom.kind === 'manual' ? [`“${oneLine(atom.text.value)}”`] : []));
}

/** The beginning of the stage's name, so that there is room for what the rule asks. */
function ruleStem(stage: string): string {
  const words = identifier(stage).split('_');
  let stem = words[0]?.slice(0, 16) ?? '';
  for (const word of words.slice(1)) {
    if (stem.length + word.length + 1 > 16) break;
    stem += `_${word}`;
  }
  return stem;
}
