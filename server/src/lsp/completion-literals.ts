import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Position,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Evidence } from '../model/evidence.ts';
import type { CriterionItem, Process, ProjectModel } from '../model/model.ts';
import type { Text } from '../model/source.ts';
import type { CompletionContext } from './completion-context.ts';
import { comparedField } from './completion-names.ts';
import { BUYING_ROLES } from './completion-snippets.ts';

/** Texts that steps usually share, by what stands before the quote. */
const SHARED: readonly {
  readonly before: RegExp;
  readonly detail: string;
  labels(model: ProjectModel, word: string): readonly Text[];
}[] = [
  {
    before: /\bcrm\s+stage\s+$/,
    detail: 'CRM stage in use',
    labels: (model) => model.processes.flatMap(({ steps }) => steps.flatMap(({ crm }) => crm?.label ?? [])),
  },
  {
    before: /\b(meeting|call|email|task)\s+$/,
    detail: 'in use',
    labels: (model, word) =>
      evidenceIn(model).flatMap((each) =>
        each.kind === 'activity' && each.activity === word ? (each.label ?? []) : [],
      ),
  },
  {
    before: /\bdocument\s+$/,
    detail: 'in use',
    labels: (model) => evidenceIn(model).flatMap((each) => (each.kind === 'document' ? (each.label ?? []) : [])),
  },
];

/** A text the cursor is in, or that may start at the cursor. */
interface OpenText {
  readonly before: string;
  /** The text with its quotes, as far as it is written. */
  readonly range: Range;
  readonly written: string;
}

/**
 * Inside a text that steps usually share, such as `crm stage "…"`: those in use. `undefined` inside any other text and
 * outside of texts.
 */
export function sharedTexts(document: TextDocument, position: Position, model: ProjectModel) {
  const line = document.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line + 1, character: 0 },
  });
  const quote = openQuote(line.slice(0, position.character));
  if (quote < 0) return undefined;
  const rest = /^[^"\r\n]*/.exec(line.slice(position.character))?.[0] ?? '';
  const closed = line[position.character + rest.length] === '"';
  // Without a closing quote the rest of the line is no part of the text.
  const end = closed ? position.character + rest.length + 1 : position.character;
  return shared(
    {
      before: line.slice(0, quote),
      range: { start: { line: position.line, character: quote }, end: { line: position.line, character: end } },
      written: line.slice(quote + 1, closed ? end - 1 : end),
    },
    model,
  );
}

function openQuote(before: string): number {
  const quotes = [...before.matchAll(/"/g)];
  return quotes.length % 2 === 1 ? (quotes.at(-1)?.index ?? -1) : -1;
}

function shared({ before, range, written }: OpenText, model: ProjectModel): CompletionItem[] | undefined {
  for (const { before: pattern, detail, labels } of SHARED) {
    const match = pattern.exec(before);
    if (!match) continue;
    const places = new Map<string, Set<string>>();
    // A variant has the texts of its base once more.
    for (const { value, span } of labels(model, match[1] ?? ''))
      places.set(value, (places.get(value) ?? new Set()).add(`${span.uri} ${span.start}`));
    // What is being written is in the model already, and no reason to offer it.
    if (places.get(written)?.size === 1) places.delete(written);
    return [...places.keys()]
      .filter((label) => label !== '' && !label.includes('"'))
      .map((label) => ({
        label,
        kind: CompletionItemKind.EnumMember,
        detail,
        sortText: `2${label}`,
        filterText: `"${label}"`,
        textEdit: { range, newText: `"${label}"` },
      }));
  }
  return undefined;
}

/** Texts, dates, durations and buying roles that fit at the cursor. */
export function literals(at: CompletionContext, model: ProjectModel, range: Range): CompletionItem[] {
  if (at.qualifier !== '') return [];
  const { before } = at;
  const item = (label: string, rank: number, kind: CompletionItemKind = CompletionItemKind.Value): CompletionItem => ({
    label,
    kind,
    sortText: `2${String(rank).padStart(3, '0')}`,
    textEdit: { range, newText: label },
  });
  if (/\b(?:buys-as|contact\s+as)\s+$/.test(before)) {
    const own = model.personas.flatMap(({ buysAs }) => buysAs ?? []);
    return [...new Set([...own, ...BUYING_ROLES])].map((role, i) => item(role, i, CompletionItemKind.EnumMember));
  }
  if (at.number && /\b(?:after|every|within)\s+$/.test(before))
    return ['5 days', '14 days', '30 days'].map((text, i) => item(text, i));
  if (at.word !== '') return [];
  const field = comparedField(at, model);
  if (field && (field.type === 'date' || field.type === 'datetime'))
    return [item(new Date().toISOString().slice(0, 10), 0)];
  if (!at.text || (field && ['number', 'currency', 'percent', 'yesno', 'choice', 'multichoice'].includes(field.type)))
    return [];
  return [
    ...(shared({ before, range, written: '' }, model) ?? []).map(({ label, ...rest }) => ({
      ...rest,
      label: `"${label}"`,
    })),
    {
      label: '"…"',
      kind: CompletionItemKind.Text,
      sortText: '2~',
      filterText: '"',
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: { range, newText: '"${1:…}"' },
    },
  ];
}

/** All atoms of evidence in the project. */
function evidenceIn(model: ProjectModel): Evidence[] {
  const found: Evidence[] = [];
  const visit = (evidence: Evidence | undefined) => {
    if (!evidence) return;
    if (evidence.kind === 'and' || evidence.kind === 'or') evidence.operands.forEach(visit);
    else if (evidence.kind === 'not') visit(evidence.operand);
    else found.push(evidence);
  };
  const criteria = (items: readonly CriterionItem[]) => {
    for (const item of items)
      for (const each of item.kind === 'any' ? item.criteria : [item]) [each.proof, each.when].forEach(visit);
  };
  const process = ({ steps, throughout }: Process) => {
    criteria(throughout);
    for (const { enter, exit } of steps) [enter, exit].forEach((block) => criteria(block?.items ?? []));
  };
  model.processes.forEach(process);
  return found;
}
