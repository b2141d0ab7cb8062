import type { Span } from '../model/source.ts';
import { changeText } from './layout/draft.ts';
import { gateWords, levelWords } from './scene/criteria.ts';
import type { Scene, SceneCrm, SceneFinding, SceneGate, SceneNote, SceneStep } from './scene/scene.ts';
import { ownerText } from './scene/steps.ts';
import { count, figuresText, listed, sentence, standardText } from './scene/words.ts';

/** A table in words; a cell is a list of lines. */
export interface ContentTable {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell of a row is its header. */
  readonly rows: readonly (readonly (readonly string[])[])[];
}

/** Everything the picture says, as tables: for screen readers and for Markdown. */
export function contentTables(scene: Scene): readonly ContentTable[] {
  const tables = [whole(scene), personas(scene), journey(scene), steps(scene), throughout(scene), outcomes(scene)];
  return tables.filter((table) => table.rows.length > 0).map(withoutEmptyColumns);
}

function withoutEmptyColumns(table: ContentTable): ContentTable {
  const used = table.head.map((_, column) => table.rows.some((row) => (row[column] ?? []).length > 0));
  return {
    title: table.title,
    head: table.head.filter((_, column) => used[column]),
    rows: table.rows.map((row) => row.filter((_, column) => used[column])),
  };
}

/** What is found on the process as a whole. */
function whole({ process, findings }: Scene): ContentTable {
  return {
    title: 'The process',
    head: ['Process', 'Findings'],
    rows: findings.length === 0 ? [] : [[[process.text], findings.map(findingText)]],
  };
}

function personas({ personas }: Scene): ContentTable {
  return {
    title: 'Who buys',
    head: ['Persona', 'Buys as', 'Wants', 'Fears', 'Change'],
    rows: personas.map((persona) => {
      const fact = (term: string): string[] =>
        persona.facts.filter((each) => each.term === term).map((each) => each.text);
      return [
        [persona.text],
        persona.role === '' ? [] : [persona.role],
        fact('Wants'),
        fact('Fears'),
        changed(persona),
      ];
    }),
  };
}

function journey({ stages, steps }: Scene): ContentTable {
  return {
    title: 'The buyer’s journey',
    head: ['Stage', 'The buyer does', 'The buyer asks', 'The buyer is stuck', 'Steps', 'Findings', 'Change'],
    rows: stages.map((stage, column) => {
      const here = steps.filter((step) => step.columns.includes(column)).map(numbered);
      const words = {
        idle: [],
        gap: ['Gap: no step'],
        crowded: [...here, 'Many steps: likely redundant'],
        covered: here,
      };
      const below = new Set(stage.stuck.flatMap((point) => point.findings));
      return [
        [stage.text],
        stage.does.map(noteText),
        stage.asks.map(noteText),
        stage.stuck.flatMap((point) => {
          const answer = point.helpedBy.length === 0 ? 'nothing helps' : `helped by step ${listed(point.helpedBy)}`;
          return [`${noteText(point)}: ${answer}`, ...point.findings.map(findingText)];
        }),
        words[stage.coverage],
        stage.findings.filter((finding) => !below.has(finding)).map(findingText),
        [
          ...changed(stage),
          ...[...stage.stuck, ...stage.does, ...stage.asks].flatMap((each) =>
            each.change === undefined ? [] : [`${each.text}: ${changed(each)}`],
          ),
        ],
      ];
    }),
  };
}

function steps({ steps, stages }: Scene): ContentTable {
  return {
    title: 'Sales steps',
    head: [
      'Step',
      'Stages',
      'Owner',
      'Time',
      'Standards',
      'Exit criteria',
      'Behind the scenes',
      'In the CRM',
      'Findings',
      'Marks',
    ],
    rows: steps.map((step) => [
      [numbered(step)],
      step.columns.length === 0 ? ['Outside the journey'] : step.columns.map((column) => stages[column]?.text ?? ''),
      some(ownerText(step.owners, step.with)),
      some(step.deadline === '' ? '' : `within ${step.deadline}`),
      step.change === 'removed' ? [] : [standards(step)],
      step.gates.length === 0 ? ['None'] : step.gates.map((gate) => `${gate.letter}: ${gateText(gate)}`),
      step.backstage.map((each) => sentence(each.text)),
      some(crmText(step.crm)),
      step.findings.map(findingText),
      [
        ...step.tags,
        ...changed(step),
        ...step.gates.flatMap((gate) => (gate.change === undefined ? [] : [`${gate.text}: ${changed(gate)}`])),
      ],
    ]),
  };
}

function throughout({ throughout, throughoutFindings }: Scene): ContentTable {
  return {
    title: 'In every open step',
    head: ['Criterion', 'Who takes part', 'Proof', 'Findings'],
    rows: throughout.map(({ text, gate, records, span }) => [
      [text],
      [gateWords[gate]],
      records.map((record) => record.text),
      throughoutFindings.filter((each) => within(each.span, span)).map(findingText),
    ]),
  };
}

function outcomes({ outcomes }: Scene): ContentTable {
  const kinds = { won: 'Won', lost: 'Lost', disqualified: 'Disqualified', hold: 'On hold' } as const;
  return {
    title: 'How it ends',
    head: ['Outcome', 'Kind', 'From', 'Reasons', 'Behind the scenes', 'In the CRM', 'Findings', 'Change'],
    rows: outcomes.map((outcome) => [
      [outcome.text],
      [kinds[outcome.kind]],
      outcome.from.map((number) => `Step ${number}`),
      outcome.reasons.map((reason) => reason.text),
      outcome.backstage.map((each) => each.text),
      outcome.crm === undefined ? [] : some(crmText(outcome.crm)),
      outcome.findings.map(findingText),
      changed(outcome),
    ]),
  };
}

function within(inner: Span, outer: Span): boolean {
  return inner.uri === outer.uri && outer.start <= inner.start && inner.start < outer.end;
}

function some(text: string): readonly string[] {
  return text === '' ? [] : [text];
}

function numbered(step: SceneStep): string {
  return step.number === '–' ? step.text : `${step.number}. ${step.text}`;
}

function noteText(note: SceneNote): string {
  return note.personas.length === 0 ? note.text : `${note.text} (for ${listed(note.personas)})`;
}

function standards(step: SceneStep): string {
  const failed = step.marks.filter((mark) => !mark.passes).map((mark) => standardText(mark.standard));
  return failed.length === 0 ? 'All four met' : `Not met: ${listed(failed)}`;
}

function gateText(gate: SceneGate): string {
  const proof = gate.records.length === 0 ? '' : `; proof: ${gate.records.map((record) => record.text).join('; ')}`;
  const enforced = gate.enforcement.map((each) => `; ${each.target}: ${levelWords[each.level].toLowerCase()}`).join('');
  return `${gate.text} (${gateWords[gate.gate].toLowerCase()}${proof}${enforced})`;
}

function crmText(crm: SceneCrm): string {
  return [crm.stage, crm.probability, crm.forecast].filter((part) => part !== '').join(', ');
}

function findingText(finding: SceneFinding): string {
  const words = { error: 'Error', warning: 'Warning', info: 'Note', hint: 'Hint' } as const;
  return `${words[finding.severity]}: ${finding.message} (${finding.rule})`;
}

function changed(each: {
  readonly change: Scene['process']['change'];
  readonly changeWords: string;
}): readonly string[] {
  if (each.change === undefined) return [];
  return [each.changeWords === '' ? changeText[each.change] : `${changeText[each.change]}: ${each.changeWords}`];
}

/** The figures of the head line, in words. */
export function headline(scene: Scene): string {
  const { totals } = scene;
  const parts = [
    ...figuresText(totals),
    ...totals.standards.map(({ standard, findings }) => `${standardText(standard)}: ${count(findings, 'finding')}`),
  ];
  return `${parts.join('; ')}.`;
}
