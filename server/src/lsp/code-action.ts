import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import type { Finding, Fix } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import { suppressionFix } from '../standards/suppression/apply.ts';
import { changesOf } from './convert.ts';
import { type DiagnosticData, toDiagnostic } from './diagnostics.ts';
import { type Feature, whenReady } from './feature.ts';
import { organize } from './organize.ts';
import { extractVariant, inlineVariant } from './refactor.ts';
import type { Session } from './session.ts';

const FIX_ALL = `${CodeActionKind.SourceFixAll}.salesflow`;
const ORGANIZE = `${CodeActionKind.Source}.organize.salesflow`;

/** Fixes of findings, all safe fixes at once, declarations in order, variants made and undone. */
export const codeAction: Feature = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorExtract,
        CodeActionKind.RefactorInline,
        FIX_ALL,
        ORGANIZE,
      ],
    },
  },
  register(context) {
    const { connection, session } = context;
    connection.onCodeAction(
      whenReady(context, (params): CodeAction[] => {
        const { uri } = params.textDocument;
        const model = session.model(session.rootOf(uri));
        const file = model.file(uri);
        if (!file || session.hasConflict(uri)) return [];
        const wanted = (kind: string) =>
          params.context.only === undefined ||
          params.context.only.some((each) => kind === each || kind.startsWith(`${each}.`));
        const start = file.offsetAt(params.range.start);
        const end = file.offsetAt(params.range.end);
        const actions: CodeAction[] = [];
        if (wanted(CodeActionKind.QuickFix)) actions.push(...quickFixes(session, model, params, start, end));
        const edit = (title: string, kind: string, edits: Fix['edits'] | undefined) => {
          if (edits && edits.length > 0)
            actions.push({ title, kind, edit: { changes: changesOf((each) => model.file(each), edits) } });
        };
        if (wanted(CodeActionKind.RefactorExtract))
          edit('Extract into a variant', CodeActionKind.RefactorExtract, extractVariant(model, file, start));
        if (wanted(CodeActionKind.RefactorInline))
          edit(
            'Inline the variant’s change into its base',
            CodeActionKind.RefactorInline,
            inlineVariant(model, file, start),
          );
        // Offered where somebody asks for them, so that the menu at the light bulb stays short.
        if (params.context.only?.some((kind) => FIX_ALL.startsWith(kind)))
          edit('Apply all safe fixes', FIX_ALL, safeFixes(session, uri));
        if (params.context.only?.some((kind) => ORGANIZE.startsWith(kind)))
          edit('Put declarations in order', ORGANIZE, organize(session.files.whole(uri)));
        return actions;
      }),
    );
  },
};

function quickFixes(
  session: Session,
  model: ProjectModel,
  { textDocument, context }: CodeActionParams,
  start: number,
  end: number,
): CodeAction[] {
  const actions: CodeAction[] = [];
  const today = new Date().toISOString().slice(0, 10);
  for (const finding of session.findings(textDocument.uri)) {
    if (finding.span.start > end || finding.span.end < start) continue;
    const diagnostic = context.diagnostics.find((each) => isOf(each, finding)) ?? toDiagnostic(model, finding);
    const add = (fix: Fix, preferred: boolean) =>
      actions.push({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
        ...(preferred ? { isPreferred: true } : {}),
        edit: { changes: changesOf((uri) => model.file(uri), fix.edits) },
      });
    for (const [index, fix] of finding.fixes().entries()) add(fix, index === 0 && fix.safety === 'safe');
    const suppression = finding.standard === 'language' ? undefined : suppressionFix(model, finding, today);
    if (suppression) add(suppression, false);
  }
  return actions;
}

function isOf(diagnostic: Diagnostic, { rule, span }: Finding): boolean {
  const data = diagnostic.data as DiagnosticData | undefined;
  return diagnostic.code === rule && data?.start === span.start && data.end === span.end;
}

/** Safe fixes of a file that do not touch each other; what they uncover is fixed the next time. */
function safeFixes(session: Session, uri: string): Fix['edits'] {
  const taken: Fix['edits'][number][] = [];
  for (const finding of session.findings(uri)) {
    const fix = finding.fixes().find(({ safety }) => safety === 'safe');
    if (!fix) continue;
    const clashes = fix.edits.some(({ span }) =>
      taken.some(
        (other) => other.span.uri === span.uri && span.start <= other.span.end && other.span.start <= span.end,
      ),
    );
    if (!clashes) taken.push(...fix.edits);
  }
  return taken;
}
