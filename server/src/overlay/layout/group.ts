import { levelWords } from '../scene/criteria.ts';
import type { SceneStep } from '../scene/scene.ts';
import { measure } from '../text/measure.ts';
import { type } from '../type.ts';
import { type Draft, draft, nest, put, write, writeLine } from './draft.ts';
import type { LaneId, SignName } from './layout.ts';

const PAD = 12;
/** A row of a group is at least this wide; wider groups set their rows in several columns. */
const ROW = 230;

/** What happens backstage in a step: one row each, with the step's number on the group. */
export function backstageGroup(
  step: SceneStep,
  lane: LaneId,
  width: number,
  columns?: readonly [number, number],
): Draft | undefined {
  if (step.backstage.length === 0 || step.change === 'removed') return undefined;
  const group = shell('backstage', step, lane, width, `Behind step ${step.number}`, columns);
  const rows = step.backstage.map((each) => {
    const row = draft('note', lane, each, 0, { name: each.text, personas: step.personaIds, owners: step.ownerIds });
    return (rowWidth: number): Draft => iconRow(row, each.kind, rowWidth, each.text);
  });
  flow(group, rows, 10);
  return group;
}

/** How the CRM shows a step: its stage, and the record behind each criterion. */
export function crmGroup(
  step: SceneStep,
  lane: LaneId,
  width: number,
  columns?: readonly [number, number],
): Draft | undefined {
  if (step.change === 'removed') return undefined;
  const { stage, probability, forecast } = step.crm;
  const figures = [probability, forecast].filter((part) => part !== '').join(' · ');
  const name = `CRM stage of step ${step.number}: ${[stage, probability, forecast].filter((part) => part !== '').join(', ')}`;
  const group = shell('crm', step, lane, width, name, columns);
  const left = PAD + 30;
  const room = width - PAD - left;
  const figuresWidth = measure(figures, type.small);
  const beside = figuresWidth + 16 < room / 2;
  let y = write(group, stage, 'strong', left, 10, beside ? room - figuresWidth - 12 : room, { maxLines: 2 });
  if (beside) writeLine(group, figures, 'small', width - PAD - figuresWidth, 10.5, 'muted');
  else y = write(group, figures, 'small', left, y, room, { tone: 'muted', maxLines: 1 });
  y = Math.max(y, 28) + 6;
  const rows = step.gates.flatMap((gate) => {
    if (gate.records.length === 0) {
      const row = draft('record', lane, gate, 0, {
        id: `${gate.path}/record`,
        name: `Criterion ${gate.letter}: no record`,
      });
      return [
        (rowWidth: number) =>
          recordRow(row, gate.letter, 'manual', 'No record in the CRM', rowWidth, gate.enforcement, true),
      ];
    }
    return gate.records.map((record, index) => {
      const row = draft(
        'record',
        lane,
        { ...gate, span: record.span, nameSpan: record.span, text: record.text, facts: gate.facts },
        0,
        {
          id: `${gate.path}/record[${index}]`,
          name: `Criterion ${gate.letter}: ${record.text}${gate.enforcement.map((each) => `; ${each.target}: ${levelWords[each.level]}`).join('')}`,
        },
      );
      const last = index === gate.records.length - 1;
      return (rowWidth: number): Draft =>
        recordRow(
          row,
          index === 0 ? gate.letter : '',
          record.kind,
          record.text,
          rowWidth,
          last ? gate.enforcement : [],
          record.kind === 'manual',
        );
    });
  });
  flow(group, rows, y);
  return group;
}

function shell(
  kind: 'backstage' | 'crm',
  step: SceneStep,
  lane: LaneId,
  width: number,
  name: string,
  columns: readonly [number, number] | undefined,
): Draft {
  const group = draft(
    kind,
    lane,
    { ...step, text: kind === 'crm' ? step.crm.stage : step.text, change: undefined },
    width,
    {
      id: `${step.id}/${kind}`,
      name,
      personas: step.personaIds,
      owners: step.ownerIds,
      ...(columns === undefined ? {} : { columns }),
    },
  );
  put(group, 'number', PAD, 9, 20, 20, 'muted');
  writeLine(group, step.number, 'smallStrong', PAD + 10 - measure(step.number, type.smallStrong) / 2, 11.5, 'reverse');
  return group;
}

/** Sets rows one under the other, in as many columns as the group is wide, each as full as the others. */
function flow(group: Draft, rows: readonly ((width: number) => Draft)[], top: number): void {
  const left = PAD + 30;
  const room = group.width - PAD - left;
  const columns = Math.max(1, Math.min(rows.length, Math.floor((room + 20) / (ROW + 20))));
  const rowWidth = (room - 20 * (columns - 1)) / columns;
  const made = rows.map((make) => make(rowWidth));
  const total = made.reduce((sum, row) => sum + row.height + 6, 0);
  let column = 0;
  let y = top;
  let bottom = top;
  for (const row of made) {
    if (column < columns - 1 && y > top && y + row.height / 2 - top > total / columns) {
      column++;
      y = top;
    }
    nest(group, row, left + column * (rowWidth + 20), y);
    y += row.height + 6;
    bottom = Math.max(bottom, y);
  }
  group.height = Math.max(bottom - 6, 29) + 10;
}

function iconRow(row: Draft, sign: SignName, width: number, text: string): Draft {
  row.width = width;
  put(row, sign, 0, 1.5, 13, 13, row.change ?? 'muted');
  const bottom = write(row, text, 'body', 20, 0, width - 20, { maxLines: 4, struck: row.change === 'removed' });
  row.height = Math.max(16, bottom);
  return row;
}

function recordRow(
  row: Draft,
  letter: string,
  sign: SignName,
  text: string,
  width: number,
  enforcement: readonly { readonly target: string; readonly level: 'native' | 'helper' | 'manual' }[],
  missing: boolean,
): Draft {
  row.width = width;
  if (letter !== '') writeLine(row, letter, 'strong', -9 - measure(letter, type.strong) / 2, 0, 'accent', 20);
  put(row, sign, 0, 1.5, 13, 13, missing ? 'open' : 'muted');
  let y = write(row, text, 'body', 20, 0, width - 20, { maxLines: 3, tone: missing ? 'open' : 'ink' });
  let x = 20;
  for (const { target, level } of enforcement) {
    const words = `${target}: ${levelWords[level].toLowerCase()}`;
    const taken = measure(words, type.small) + 16;
    if (x > 20 && x + taken > width) {
      x = 20;
      y += 16;
    }
    put(row, `level-${level}`, x, y + 3, 10, 10, level === 'manual' ? 'open' : 'accent');
    writeLine(row, words, 'small', x + 14, y + 0.5, 'muted', width - x - 14);
    x += taken + 10;
  }
  if (enforcement.length > 0) y += 17;
  row.height = Math.max(16, y);
  return row;
}
