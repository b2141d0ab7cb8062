import type { ForecastCategory } from '../model/model.ts';
import type { InputFile } from './backend.ts';
import type { CrmSnapshot, SnapshotPipeline, SnapshotStage } from './snapshot.ts';
import { list, oneLine } from './text.ts';

/** What a column of the table can say. */
export type CsvColumn =
  | 'process'
  | 'step'
  | 'stage'
  | 'state'
  | 'probability'
  | 'forecast'
  | 'description'
  | 'guidance'
  | 'fields'
  | 'days';

/** Columns by what they say: the header of each, as `import csv --column step=Name` gives them. */
export type CsvMapping = Partial<Record<CsvColumn, string>>;

/** Headers that are understood without being mapped, in lower case. */
const known: Readonly<Record<CsvColumn, readonly string[]>> = {
  process: ['process', 'pipeline', 'sales process', 'pipeline name'],
  step: ['step', 'name', 'step name', 'label', 'title', 'activity'],
  stage: ['crm stage', 'stage', 'stage name', 'deal stage', 'status'],
  state: ['state', 'type', 'outcome', 'closed', 'result'],
  probability: ['probability', 'probability (%)', 'win probability', '%', 'chance'],
  forecast: ['forecast', 'forecast category'],
  description: ['description', 'definition', 'meaning'],
  guidance: ['guidance', 'do', 'actions', 'action', 'what to do', 'activities', 'notes'],
  fields: ['fields', 'key fields', 'collect', 'information', 'required fields'],
  days: ['days', 'within', 'max days', 'rotting days', 'deadline', 'sla'],
};

/** All that a column can say. */
export const csvColumns = Object.keys(known) as readonly CsvColumn[];

/** A table of steps read as configuration, with how its columns were understood. */
export interface CsvImport {
  readonly snapshot: CrmSnapshot;
  readonly columns: CsvMapping;
  /** Headers nothing was taken from: map them, or leave them. */
  readonly unused: readonly string[];
}

/**
 * Reads a table of steps: commas, semicolons or tabs, with a header row; one row per step.
 *
 * @throws RangeError where no column names the steps, with the headers there are, or a mapping names none of them
 */
export function importCsv(file: InputFile, mapping: CsvMapping = {}): CsvImport {
  const [head = [], ...rows] = parseCsv(file.content);
  const headers = head.map((cell) => oneLine(cell));
  const columns = new Map<CsvColumn, number>();
  for (const column of csvColumns) {
    const wanted = mapping[column]?.toLowerCase();
    const at = headers.findIndex((header) =>
      wanted === undefined ? known[column].includes(header.toLowerCase()) : header.toLowerCase() === wanted,
    );
    if (wanted !== undefined && at === -1)
      throw new RangeError(`The table has no column “${mapping[column]}”. Its columns are ${list(headers)}.`);
    if (at !== -1) columns.set(column, at);
  }
  if (!columns.has('step') && !columns.has('stage')) {
    throw new RangeError(
      `No column names the steps. Say which one does with --column step=…; the columns are ${list(headers)}.`,
    );
  }
  const notes: { file: string; message: string }[] = [];
  const pipelines = new Map<string, SnapshotStage[]>();
  rows.forEach((row, index) => {
    const of = (column: CsvColumn) => plain(row[columns.get(column) ?? -1] ?? '');
    const label = of('stage') || of('step');
    if (label === '') {
      if (row.some((cell) => cell.trim() !== ''))
        notes.push({ file: file.path, message: `Row ${index + 2} names no step and was left out.` });
      return;
    }
    const process = of('process') || file.path.replace(/^.*\//, '').replace(/\.[^.]*$/, '') || 'Imported';
    const stages = pipelines.get(process) ?? [];
    pipelines.set(process, stages);
    stages.push(readStage(of, label, stages, file.path, index + 2, notes));
  });
  if (pipelines.size === 0) notes.push({ file: file.path, message: 'The table has no rows with a step.' });
  return {
    snapshot: {
      target: 'csv',
      pipelines: [...pipelines].map(
        ([label, stages]): SnapshotPipeline => ({ key: label, label, description: undefined, stages }),
      ),
      fields: [],
      rules: [],
      notes,
    },
    columns: Object.fromEntries([...columns].map(([column, at]) => [column, headers[at] ?? ''])),
    unused: headers.filter((header, at) => header !== '' && ![...columns.values()].includes(at)),
  };
}

/** Reads every `.csv`, `.tsv` and `.txt` file of an export as tables of steps, one snapshot for all. */
export function importTables(files: readonly InputFile[], mapping: CsvMapping = {}): CrmSnapshot {
  const tables = files.filter((file) => /\.(csv|tsv|txt)$/i.test(file.path));
  const imports = tables.map((file) => ({ file, ...importCsv(file, mapping) }));
  return {
    target: 'csv',
    pipelines: imports.flatMap(({ snapshot }) => snapshot.pipelines),
    fields: [],
    rules: [],
    notes: imports.flatMap(({ file, snapshot, unused }) => [
      ...snapshot.notes,
      ...unused.map((header) => ({
        file: file.path,
        message: `Nothing was taken from the column “${header}”; --column can say what it is.`,
      })),
    ]),
  };
}

function readStage(
  of: (column: CsvColumn) => string,
  label: string,
  before: readonly SnapshotStage[],
  file: string,
  row: number,
  notes: { file: string; message: string }[],
): SnapshotStage {
  const written = of('probability').replace(/[%\s]/g, '').replace(',', '.');
  const number = written === '' ? undefined : Number(written);
  // 0.2 and 20 both mean one in five.
  const percent =
    number === undefined || Number.isNaN(number) ? undefined : number > 0 && number < 1 ? number * 100 : number;
  if (written !== '' && (percent === undefined || percent < 0 || percent > 100)) {
    notes.push({ file, message: `Row ${row}: “${of('probability')}” is no probability and was left out.` });
  }
  const probability = percent === undefined || percent < 0 || percent > 100 ? undefined : Math.round(percent);
  const days = Number.parseInt(of('days'), 10);
  const key = before.some((stage) => stage.key === label) ? `${label} (row ${row})` : label;
  return {
    key,
    label,
    probability,
    forecast: forecast(of('forecast')),
    state: stateOf(of('state'), label, probability),
    description: of('description') || undefined,
    guidance: of('guidance').replaceAll('; ', '\n') || undefined,
    keyFields: of('fields')
      .split(/[,;]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    ...(Number.isInteger(days) && days > 0 ? { rotsAfterDays: days } : {}),
  };
}

function stateOf(written: string, label: string, probability: number | undefined): SnapshotStage['state'] {
  const word = written.toLowerCase();
  if (/^(closed )?won\b/.test(word)) return 'won';
  if (/^(closed )?(lost|disqualified)\b/.test(word)) return 'lost';
  if (word !== '') return 'open';
  if (/^closed[- ]?won$|^won$/i.test(label) || (probability === 100 && /\bwon\b/i.test(label))) return 'won';
  return /^closed[- ]?lost$|^lost$/i.test(label) || (probability === 0 && /\b(lost|disqualified)\b/i.test(label))
    ? 'lost'
    : 'open';
}

function forecast(text: string): ForecastCategory | undefined {
  const word = text.toLowerCase().replaceAll(/[^a-z]/g, '');
  const words: Readonly<Record<string, ForecastCategory>> = {
    pipeline: 'pipeline',
    bestcase: 'best-case',
    commit: 'commit',
    forecast: 'commit',
    closed: 'closed',
    omitted: 'omitted',
  };
  return words[word];
}

/** The cell without the apostrophe that keeps a spreadsheet from running it. */
function plain(cell: string): string {
  return oneLine(cell).replace(/^'(?=[=+\-@＝＋－＠\s])/, '');
}

/** Rows of cells. The separator is the one of comma, semicolon and tab that the first line has most of. */
export function parseCsv(source: string): readonly (readonly string[])[] {
  const text = source.replace(/^\ufeff/, '');
  const firstLine = text.split(/\r\n|\r|\n/, 1)[0] ?? '';
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const separator = [',', ';', '\t'].reduce(
    (best, each) => (bare.split(each).length > bare.split(best).length ? each : best),
    ',',
  );
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  const endRow = () => {
    row.push(value);
    if (row.length > 1 || row[0]?.trim() !== '') rows.push(row);
    row = [];
    value = '';
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quoted) {
      if (character !== '"') value += character;
      else if (text[at + 1] === '"') {
        value += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && value === '') quoted = true;
    else if (character === separator) {
      row.push(value);
      value = '';
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[at + 1] === '\n') at++;
      endRow();
    } else value += character;
  }
  if (value !== '' || row.length > 0) endRow();
  return rows;
}
