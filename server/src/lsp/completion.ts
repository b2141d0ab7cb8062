import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ACTIVITY_STATES } from '../language/checks/evidence.ts';
import type { ModelElement, ProjectModel } from '../model/model.ts';
import { type CompletionContext, contextAt, startsEvidence, startsStatement } from './completion-context.ts';
import { literals, sharedTexts } from './completion-literals.ts';
import { comparedField, fitsType, namesFor, testedField } from './completion-names.ts';
import { EVIDENCE_WORDS, isPossible, plain, snippetFor } from './completion-snippets.ts';
import { describeElement, NOUNS } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import { KEYWORDS } from './keywords.ts';

/** What finds the element of an item again, for its documentation, and the line as it will be. */
interface ItemData {
  readonly root?: string;
  readonly id?: string;
  readonly line?: string;
}

const KINDS: Readonly<Record<ModelElement['kind'], CompletionItemKind>> = {
  role: CompletionItemKind.Interface,
  persona: CompletionItemKind.Interface,
  journey: CompletionItemKind.Module,
  stage: CompletionItemKind.Module,
  stuck: CompletionItemKind.Event,
  object: CompletionItemKind.Struct,
  field: CompletionItemKind.Field,
  choice: CompletionItemKind.EnumMember,
  document: CompletionItemKind.File,
  approval: CompletionItemKind.Constant,
  framework: CompletionItemKind.Class,
  process: CompletionItemKind.Class,
  step: CompletionItemKind.Method,
  outcome: CompletionItemKind.Constant,
  reason: CompletionItemKind.EnumMember,
  hold: CompletionItemKind.Constant,
};

/** What may be written at the cursor: statements, names that fit, values. */
export const completion: Feature = {
  capabilities: { completionProvider: { triggerCharacters: ['.', ' ', '"'], resolveProvider: true } },
  register(context) {
    const { connection, session, abilities } = context;
    connection.onCompletion(
      whenReady(context, (params): CompletionList | null => {
        const document = session.opening(params.textDocument.uri);
        if (!document || session.files.document(params.textDocument.uri) === undefined) return null;
        const offset = document.offsetAt(params.position);
        const root = session.rootOf(params.textDocument.uri);
        const model = session.model(root);
        const text = document.getText();
        const show = (items: CompletionItem[]): CompletionList => ({
          isIncomplete: false,
          items: items.map((item) => previewed(abilities.snippets ? item : withoutPlaces(item), document)),
        });
        const at = contextAt(text.slice(0, offset), session.files.services);
        if (!at) {
          const shared = sharedTexts(document, params.position, model);
          return shared ? show(shared) : null;
        }
        const rest = /^[\p{L}\p{N}_-]*/u.exec(text.slice(offset))?.[0] ?? '';
        const typed = at.qualifier === '' ? at.word.length : at.qualifier.length + 1 + at.word.length;
        const range: Range = {
          start: document.positionAt(offset - typed),
          end: document.positionAt(offset + rest.length),
        };
        return show([...statements(at, model, range), ...names(at, model, root, range), ...literals(at, model, range)]);
      }),
    );
    connection.onCompletionResolve(
      whenReady(context, (item): CompletionItem => {
        const data = item.data as ItemData | undefined;
        const model = data?.root === undefined ? undefined : session.model(data.root);
        const element = model?.element(data?.id);
        const parts = [
          ...(model && element ? [describeElement(element, model)] : []),
          ...(data?.line ? [asSource(data.line)] : []),
        ];
        return parts.length === 0
          ? item
          : { ...item, documentation: { kind: MarkupKind.Markdown, value: parts.join('\n\n') } };
      }),
    );
  },
};

/** For an editor that fills no places in: what stands in them stays as it is. */
function withoutPlaces(item: CompletionItem): CompletionItem {
  if (item.insertTextFormat !== InsertTextFormat.Snippet || !item.textEdit) return item;
  const { insertTextFormat: _, ...rest } = item;
  return { ...rest, textEdit: { ...item.textEdit, newText: plain(item.textEdit.newText) } };
}

/** Adds what the line will look like, for the documentation that is asked for later. */
function previewed(item: CompletionItem, document: TextDocument): CompletionItem {
  if (item.documentation || !item.textEdit || !('range' in item.textEdit)) return item;
  const { range, newText } = item.textEdit;
  const line = document.getText({
    start: { line: range.start.line, character: 0 },
    end: { line: range.end.line, character: 9999 },
  });
  const length = range.end.character - range.start.character;
  const after = line.slice(0, range.start.character) + plain(newText) + line.slice(range.start.character + length);
  return { ...item, data: { ...(item.data as ItemData | undefined), line: after.trim() } satisfies ItemData };
}

function asSource(text: string): string {
  return `\`\`\`salesflow\n${text}\n\`\`\``;
}

/** Keywords, as whole statements where that is how they are used. */
function statements(at: CompletionContext, model: ProjectModel, range: Range): CompletionItem[] {
  if (at.qualifier !== '') return [];
  const tested = testedField(at, model) ?? comparedField(at, model);
  const missing = missingParts(at);
  const start = startsStatement(at);
  const proof = startsEvidence(at) && /\bproof\s+$/.test(at.before);
  return [...at.keywords]
    .filter((keyword) => /^[a-z]|^[<>=!]/.test(keyword) && (!tested || fitsType(keyword, tested.type)))
    .filter((keyword) => isState(keyword, at) && isPossible(keyword, at, model))
    .map((keyword) => {
      const snippet = snippetFor(keyword, at, model);
      const rank = start ? missing.indexOf(keyword) : -1;
      // What goes on with the statement comes before what would start the next one.
      const goesOn = start === at.starters.has(keyword);
      const evidence = proof ? EVIDENCE_WORDS.indexOf(keyword) : -1;
      return {
        label: keyword,
        kind: snippet ? CompletionItemKind.Snippet : CompletionItemKind.Keyword,
        sortText:
          rank >= 0
            ? `1${rank}`
            : evidence >= 0
              ? `1${evidence}`
              : `${goesOn ? (PEOPLE.has(keyword) ? 4 : 5) : 6}${keyword}`,
        ...(rank >= 0 ? { detail: 'missing here', preselect: rank === 0 } : {}),
        ...documented(KEYWORDS[keyword], snippet),
        ...(snippet
          ? { insertTextFormat: InsertTextFormat.Snippet, insertTextMode: InsertTextMode.adjustIndentation }
          : {}),
        textEdit: { range, newText: snippet ?? keyword },
      };
    });
}

/** Who takes part is what one most often goes on with. */
const PEOPLE: ReadonlySet<string> = new Set(['with', 'from', 'by']);

/** An activity can only be in the states of its kind. */
function isState(keyword: string, { before }: CompletionContext): boolean {
  const [, activity] = /\b(meeting|call|email|task)(?:\s+"[^"\n]*")?\s+$/.exec(before) ?? [];
  return (
    activity === undefined || ACTIVITY_STATES[activity as keyof typeof ACTIVITY_STATES].some((each) => each === keyword)
  );
}

function documented(help: string | undefined, snippet: string | undefined): Pick<CompletionItem, 'documentation'> {
  const value = [help ?? '', snippet ? asSource(plain(snippet)) : ''].filter((part) => part !== '').join('\n\n');
  return value === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value } };
}

/** Statements that a step or its exit still lacks: they come first. What a variant changes, lacks nothing. */
function missingParts({ opener, block }: CompletionContext): string[] {
  const wanted =
    opener === 'step' || opener === 'add step'
      ? ['helps', 'do', 'exit', 'otherwise']
      : opener === 'exit'
        ? ['done', 'collect', 'commit']
        : [];
  return wanted.filter((keyword) => !new RegExp(`(^|[\\s{}])${keyword}\\b`).test(block));
}

function names(at: CompletionContext, model: ProjectModel, root: string, range: Range): CompletionItem[] {
  const seen = new Set<string>();
  return at.names
    .flatMap(({ kind, place }) => namesFor(kind, place, at, model))
    .filter(({ text }) => !seen.has(text) && seen.add(text))
    .map(({ text, element, rank, note }) => ({
      label: text,
      kind: KINDS[element.kind],
      ...(element.label || note
        ? {
            labelDetails: {
              description: [note, element.label?.value].filter((part) => part !== undefined).join(' · '),
            },
          }
        : {}),
      detail: element.kind === 'field' ? element.type : NOUNS[element.kind],
      sortText: `3${String(rank).padStart(5, '0')}${text}`,
      filterText: text,
      textEdit: { range, newText: text },
      data: { root, id: element.id } satisfies ItemData,
    }));
}
