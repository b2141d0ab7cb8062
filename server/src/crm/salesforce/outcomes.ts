import type { Outcome, Process, Reason } from '../../model/model.ts';
import { titleOf } from '../stages.ts';
import { list, oneLine } from '../text.ts';
import { and, call, field, not, or, text } from './formula/ast.ts';
import type { RuleContext, RuleWriter } from './rules.ts';
import type { NamedStage } from './value-list.ts';

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
  for (const outcome of context.process.outcomes) {
    const stage = context.stages.find((candidate) => candidate.outcome === outcome);
    if (!stage || outcome.reasons.length === 0) continue;
    const reason = reasonField(context, outcome, processes);
    const picked = (item: Reason) => call('ISPICKVAL', field(reason), text(reasonValue(item)));
    const gate = {
      when: writer.moves.onto(stage),
      before: `Before closing as ${stage.value.name}`,
      refuses: `to close a record as “${stage.value.name}”`,
      stage: stage.value.name,
    };
    const path = `${context.process.name}/${outcome.name}`;
    const at = { span: outcome.nameSpan, path };
    const reasons = outcome.reasons.map((item) => reasonValue(item));
    const asked = writer.writeRule(
      and(gate.when, not(or(...outcome.reasons.map(picked)))),
      gate,
      `choose a reason: ${list(reasons, 'or')}`,
      at,
    );
    const fields = [reason];
    let noted = '';
    const needNote = outcome.reasons.filter((item) => item.needsNote);
    if (needNote.length > 0) {
      const note = noteField(context, outcome);
      const rule = writer.writeRule(
        and(gate.when, or(...needNote.map(picked)), call('ISBLANK', field(note))),
        gate,
        'write a note on the reason',
        at,
      );
      fields.push(note);
      if (rule) noted = ` Rule ${rule.name} asks for a note in ${note}.`;
    }
    shown.set(stage, fields);
    if (asked) {
      const how = `Validation rule ${asked.name} refuses ${gate.refuses} without a reason in ${reason}.${noted}`;
      writer.enforcement.push({ path, text: `Reason for ${titleOf(outcome)}`, level: 'native', how, span: at.span });
    }
  }
  return shown;
}

function reasonValue(reason: Reason): string {
  return oneLine(titleOf(reason)).slice(0, 255);
}

function reasonField({ host, catalog }: RuleContext, outcome: Outcome, processes: readonly Process[]): string {
  const values = new Map<string, string>();
  for (const process of processes) {
    for (const { reasons } of process.outcomes) {
      for (const reason of reasons) {
        const value = reasonValue(reason);
        if (!values.has(value.toLowerCase())) values.set(value.toLowerCase(), value);
      }
    }
  }
  const define = () => ({
    label: 'Lost reason',
    description: 'Why the record was lost or disqualified.',
    type: 'choice' as const,
    values: [...values.values()],
  });
  return catalog.helper(host.object, 'lost reason', define, outcome.nameSpan).name;
}

function noteField({ host, catalog }: RuleContext, outcome: Outcome): string {
  const define = () => ({
    label: 'Lost reason note',
    description: 'What there is to say about the reason.',
    type: 'text' as const,
  });
  return catalog.helper(host.object, 'lost reason note', define, outcome.nameSpan).name;
}
