import type { Outcome, Process, Reason } from '../../model/model.ts';
import { MAX } from '../../standards/crm/salesforce.ts';
import { titleOf } from '../stages.ts';
import { cut, list, oneLine } from '../text.ts';
import { and, call, field, not, or, text } from './formula/ast.ts';
import { BEFORE } from './rule-words.ts';
import type { Gate, RuleContext, RuleWriter } from './rules.ts';
import type { NamedStage } from './value-list.ts';

/** Labels of the fields that hold why a record was lost. */
export const LOST_REASON = { reason: 'Lost reason', note: 'Lost reason note' } as const;

/** What the rules on reasons tell a rep to do. */
export const ASKS = { reason: 'choose a reason', note: 'write a note on the reason' } as const;

/**
 * Reasons for losing and disqualifying: one picklist on the object for all processes, that a rule asks for, and a note
 * where a reason needs one.
 *
 * @returns the fields to show on the path, by stage
 */
export function writeOutcomes(
  context: RuleContext,
  writer: RuleWriter,
  processes: readonly Process[],
): ReadonlyMap<NamedStage, readonly string[]> {
  const shown = new Map<NamedStage, readonly string[]>();
  const values = reasonValues(processes);
  for (const outcome of context.process.outcomes) {
    const stage = context.stages.find((candidate) => candidate.outcome === outcome);
    if (stage && outcome.reasons.length > 0) shown.set(stage, writeReasons(outcome, stage, values, context, writer));
  }
  return shown;
}

/** One value for reasons of the same label, whatever the letter case, in source order. */
function reasonValues(processes: readonly Process[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { outcomes } of processes) {
    for (const reason of outcomes.flatMap((outcome) => outcome.reasons)) {
      const label = reasonLabel(reason);
      if (!values.has(label.toLowerCase())) values.set(label.toLowerCase(), label);
    }
  }
  return values;
}

function reasonLabel(reason: Reason): string {
  return cut(oneLine(titleOf(reason)), MAX.choice);
}

function writeReasons(
  outcome: Outcome,
  stage: NamedStage,
  values: ReadonlyMap<string, string>,
  context: RuleContext,
  writer: RuleWriter,
): readonly string[] {
  const { process, host, catalog } = context;
  const { name } = stage.value;
  const chosen = (reason: Reason) => values.get(reasonLabel(reason).toLowerCase()) ?? reasonLabel(reason);
  const choices = [...values.values()].map((value) => ({ value, label: value }));
  const reasonField = catalog.helper(
    host.object,
    LOST_REASON.reason,
    () => ({
      label: LOST_REASON.reason,
      description: 'Why the record was lost or disqualified.',
      type: 'choice',
      values: choices,
    }),
    outcome.nameSpan,
  );
  const picked = (reasons: readonly Reason[]) =>
    or(...reasons.map((reason) => call('ISPICKVAL', field(reasonField.name), text(chosen(reason)))));
  const gate: Gate = {
    when: writer.moves.onto(stage),
    before: BEFORE.closing(name),
    refuses: `to close a record as “${name}”`,
    stage: name,
  };
  const at = { span: outcome.nameSpan, path: `${process.name}/${outcome.name}` };
  const fields = [reasonField.name];
  const says = `${ASKS.reason}: ${list([...new Set(outcome.reasons.map(chosen))], 'or')}`;
  const asked = writer.writeRule(and(gate.when, not(picked(outcome.reasons))), gate, says, at);
  let noted = '';
  const needNote = outcome.reasons.filter((reason) => reason.needsNote);
  if (needNote.length > 0) {
    const define = () => ({
      label: LOST_REASON.note,
      description: 'What there is to say about the reason.',
      type: 'text' as const,
    });
    const note = catalog.helper(host.object, LOST_REASON.note, define, outcome.nameSpan);
    const blank = call('ISBLANK', field(note.name));
    const rule = writer.writeRule(and(gate.when, picked(needNote), blank), gate, ASKS.note, at);
    fields.push(note.name);
    if (rule) noted = ` Rule ${rule.name} asks for a note in ${note.name}.`;
  }
  const how = asked
    ? `Validation rule ${asked.name} refuses ${gate.refuses} without a reason in ${reasonField.name}.${noted}`
    : `A person checks this: the rule would be too long for Salesforce. The reason goes into ${reasonField.name}.`;
  const level = asked ? 'native' : 'manual';
  writer.enforcement.push({ path: at.path, text: `Reason for ${titleOf(outcome)}`, level, how, span: at.span });
  return fields;
}
