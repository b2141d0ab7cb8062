import { type SemanticTokens, SemanticTokensBuilder } from 'vscode-languageserver';
import type { ElementId } from '../model/source.ts';
import { type Feature, whenReady } from './feature.ts';
import type { Session } from './session.ts';

/** Standard token types that themes know, by what a name stands for. */
const TYPES = [
  'interface',
  'type',
  'namespace',
  'event',
  'struct',
  'property',
  'enumMember',
  'class',
  'method',
  'variable',
] as const;
const MODIFIERS = ['declaration', 'defaultLibrary'] as const;

const TYPE_OF: Readonly<Record<string, (typeof TYPES)[number]>> = {
  role: 'interface',
  persona: 'type',
  journey: 'namespace',
  stage: 'namespace',
  stuck: 'event',
  object: 'struct',
  field: 'property',
  choice: 'enumMember',
  document: 'variable',
  approval: 'variable',
  framework: 'class',
  process: 'class',
  step: 'method',
  outcome: 'enumMember',
  reason: 'enumMember',
  hold: 'enumMember',
};

/** Colours names by what they stand for; words and texts are coloured by the grammar already. */
export const semanticTokens: Feature = {
  capabilities: {
    semanticTokensProvider: {
      legend: { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] },
      full: { delta: true },
      range: true,
    },
  },
  register(context) {
    const { connection, session } = context;
    /** What was sent before, for the difference. */
    const builders = new Map<string, SemanticTokensBuilder>();
    const { semanticTokens: tokens } = connection.languages;
    /** The connection tells of closed files once only, and the session listens. */
    const forgetClosed = () => {
      for (const uri of builders.keys()) if (session.opening(uri) === undefined) builders.delete(uri);
    };
    tokens.on(
      whenReady(context, ({ textDocument: { uri } }): SemanticTokens => {
        forgetClosed();
        const builder = new SemanticTokensBuilder();
        builders.set(uri, builder);
        push(session, uri, builder);
        return builder.build();
      }),
    );
    tokens.onDelta(
      whenReady(context, ({ textDocument: { uri }, previousResultId }) => {
        const builder = builders.get(uri) ?? new SemanticTokensBuilder();
        builders.set(uri, builder);
        builder.previousResult(previousResultId);
        push(session, uri, builder);
        return builder.buildEdits();
      }),
    );
    tokens.onRange(
      whenReady(context, ({ textDocument: { uri }, range }): SemanticTokens => {
        const builder = new SemanticTokensBuilder();
        const file = session.model(session.rootOf(uri)).file(uri);
        if (file) push(session, uri, builder, file.offsetAt(range.start), file.offsetAt(range.end));
        return builder.build();
      }),
    );
  },
};

function push(
  session: Session,
  uri: string,
  builder: SemanticTokensBuilder,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): void {
  const model = session.model(session.rootOf(uri));
  const file = model.file(uri);
  const occurrences = session.files.occurrences(uri);
  if (!file || !occurrences) return;
  const builtin = new Map<ElementId, boolean>();
  let last = -1;
  for (const { id, span, declares } of occurrences.all()) {
    const type = TYPES.indexOf(TYPE_OF[id.slice(0, id.indexOf(':'))] ?? 'variable');
    if (span.start < from || span.end > to || span.start <= last || type < 0) continue;
    last = span.start;
    let isBuiltin = builtin.get(id);
    if (isBuiltin === undefined) {
      isBuiltin = model.element(id)?.span.uri.startsWith('salesflow-library:') ?? false;
      builtin.set(id, isBuiltin);
    }
    const { line, character } = file.positionAt(span.start);
    builder.push(line, character, span.end - span.start, type, (declares ? 1 : 0) | (isBuiltin ? 2 : 0));
  }
}
