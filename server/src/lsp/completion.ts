import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  MarkupKind,
  type Range,
} from 'vscode-languageserver';
import type { ModelElement, ProjectModel } from '../model/model.ts';
import { type CompletionContext, contextAt } from './completion-context.ts';
import { comparedField, fitsType, namesFor, testedField } from './completion-names.ts';
import { plain, SNIPPETS } from './completion-snippets.ts';
import { describeElement } from './describe.ts';
import { type Feature, whenReady } from './feature.ts';
import { KEYWORDS } from './keywords.ts';

/** What finds the element of an item again, for its documentation. */
interface ItemData {
  readonly root: string;
  readonly id: string;
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
    const { connection, session } = context;
    connection.onCompletion(
      whenReady(context, (params): CompletionList | null => {
        const document = session.opening(params.textDocument.uri);
        if (!document || session.files.document(params.textDocument.uri) === undefined) return null;
        const offset = document.offsetAt(params.position);
        const root = session.rootOf(params.textDocument.uri);
        const model = session.model(root);
        const text = document.getText();
        const inText = crmStages(text.slice(0, offset), model);
        if (inText) return list(inText);
        const at = contextAt(text.slice(0, offset), session.files.services);
        // A blank behind a complete word asks for nothing.
        if (!at) return null;
        const rest = /^[\p{L}\p{N}_-]*/u.exec(text.slice(offset))?.[0] ?? '';
        const typed = at.qualifier === '' ? at.word.length : at.qualifier.length + 1 + at.word.length;
        const range: Range = {
          start: document.positionAt(offset - typed),
          end: document.positionAt(offset + rest.length),
        };
        return list([...statements(at, model, range), ...names(at, model, root, range), ...values(at, model, range)]);
      }),
    );
    connection.onCompletionResolve(
      whenReady(context, (item): CompletionItem => {
        const data = item.data as ItemData | undefined;
        const model = data && session.model(data.root);
        const element = model?.element(data?.id);
        return model && element
          ? { ...item, documentation: { kind: MarkupKind.Markdown, value: describeElement(element, model) } }
          : item;
      }),
    );
  },
};

function list(items: CompletionItem[]): CompletionList {
  return { isIncomplete: false, items };
}

/** Keywords, as whole statements where that is how they are used. */
function statements(at: CompletionContext, model: ProjectModel, range: Range): CompletionItem[] {
  if (at.qualifier !== '') return [];
  const tested = testedField(at, model);
  const missing = missingParts(at);
  return [...at.keywords]
    .filter((keyword) => /^[a-z]|^[<>=!]/.test(keyword) && (!tested || fitsType(keyword, tested.type)))
    .map((keyword) => {
      const snippet = startsStatement(at) ? SNIPPETS[keyword] : INLINE[keyword];
      const rank = missing.indexOf(keyword);
      return {
        label: keyword,
        kind: snippet ? CompletionItemKind.Snippet : CompletionItemKind.Keyword,
        sortText: rank >= 0 ? `1${rank}` : `5${keyword}`,
        ...(rank >= 0 ? { detail: 'missing here', preselect: rank === 0 } : {}),
        ...documented(KEYWORDS[keyword], snippet),
        insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
        textEdit: { range, newText: snippet ?? keyword },
      };
    });
}

/** Inside a statement a keyword is a word, but for those that want a text. */
const INLINE: Readonly<Record<string, string>> = { 'follow-up': 'follow-up "${1}"', manual: 'manual "${1}"' };

function startsStatement({ before }: CompletionContext): boolean {
  return /(^|[\r\n{}])[ \t]*$/.test(before);
}

function documented(help: string | undefined, snippet: string | undefined): Pick<CompletionItem, 'documentation'> {
  const preview = snippet ? `\`\`\`salesflow\n${plain(snippet)}\n\`\`\`` : '';
  const value = [help ?? '', preview].filter((part) => part !== '').join('\n\n');
  return value === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value } };
}

/** Statements that a step or its exit still lacks: they come first. */
function missingParts({ blocks, block }: CompletionContext): string[] {
  const head = blocks.at(-1) ?? '';
  const wanted = /\bstep\b[^{]*\{$/.test(head)
    ? ['helps', 'do', 'exit', 'otherwise']
    : /\bexit\s*\{$/.test(head)
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
      detail: element.kind === 'field' ? element.type : element.kind,
      sortText: `3${String(rank).padStart(5, '0')}${text}`,
      filterText: text,
      textEdit: { range, newText: text },
      data: { root, id: element.id } satisfies ItemData,
    }));
}

/** Literals that fit: texts in quotes, dates. */
function values(at: CompletionContext, model: ProjectModel, range: Range): CompletionItem[] {
  if (at.qualifier !== '' || at.word !== '') return [];
  const field = comparedField(at, model);
  if (field && (field.type === 'date' || field.type === 'datetime')) {
    const today = new Date().toISOString().slice(0, 10);
    return [{ label: today, kind: CompletionItemKind.Value, sortText: '2', textEdit: { range, newText: today } }];
  }
  if (!at.text || (field && ['number', 'currency', 'percent', 'yesno', 'choice', 'multichoice'].includes(field.type)))
    return [];
  return [
    {
      label: '"…"',
      kind: CompletionItemKind.Text,
      sortText: '2',
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: { range, newText: '"${1}"' },
    },
  ];
}

/** Inside the text of `crm stage "…"`: the stages in use, so that steps can share one. */
function crmStages(before: string, model: ProjectModel): CompletionItem[] | undefined {
  if (!/\bcrm\s+stage\s+"[^"\r\n]*$/.test(before)) return undefined;
  const labels = new Set(model.processes.flatMap(({ steps }) => steps.flatMap(({ crm }) => crm?.label?.value ?? [])));
  return [...labels].map((label) => ({ label, kind: CompletionItemKind.EnumMember, detail: 'CRM stage in use' }));
}
