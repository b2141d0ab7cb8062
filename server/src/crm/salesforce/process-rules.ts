import { MAX } from '../../standards/crm/salesforce.ts';
import { describeEvidence } from '../describe.ts';
import { titleOf } from '../stages.ts';
import { cut, oneLine } from '../text.ts';
import type { Gate, RuleContext, RuleWriter } from './rules.ts';

/** What the rules on moves tell a rep. */
export const MOVES = {
  forwardOnly: 'records move forward only',
  noSkipping: 'records go through every stage',
} as const;

/** Rules on the moves of a record, for a process that `moves forward-only` or with `no-skipping`. */
export function writeMoves({ process, recordType, model }: RuleContext, writer: RuleWriter): void {
  const at = { span: process.nameSpan, path: process.name };
  const title = cut(oneLine(titleOf(process)), MAX.recordTypeLabel);
  const moves = [
    {
      asked: process.forwardOnly,
      text: 'Moves forward only',
      says: MOVES.forwardOnly,
      when: () => writer.moves.backward(),
    },
    {
      asked: process.noSkipping,
      text: 'Skips no stage',
      says: MOVES.noSkipping,
      when: () => writer.moves.skipping(),
    },
  ];
  for (const { asked, text, says, when } of moves) {
    if (!asked) continue;
    const gate: Gate = { when: when(), before: `In ${title}`, refuses: 'such a move', stage: recordType };
    const rule = writer.writeRule(gate.when, gate, says, at);
    const how = rule
      ? `Validation rule ${rule.name} refuses other moves.`
      : 'A person watches this: the rule would be too long for Salesforce.';
    writer.enforcement.push({ path: process.name, text, level: rule ? 'native' : 'manual', how, span: at.span });
  }
  if (process.appliesWhen) {
    const text = `Applies when ${describeEvidence(process.appliesWhen, model)}`;
    const how = `An admin, or a flow, gives such records the record type ${recordType}; Salesforce chooses no record type by itself.`;
    writer.enforcement.push({ path: process.name, text, level: 'manual', how, span: at.span });
  }
}
