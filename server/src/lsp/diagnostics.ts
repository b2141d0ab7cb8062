import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fnv1a } from '../base/fnv1a.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import { patchBetween } from '../overlay/patch.ts';
import { configOf, rootOfConfig } from './configs.ts';
import { locationOf, rangeOf } from './convert.ts';
import { type Feature, type ServerContext, whenReady } from './feature.ts';
import { whenSettled } from './long-request.ts';
import type { Session } from './session.ts';

/** What a diagnostic carries for its fixes: enough to find the finding again. */
export interface DiagnosticData {
  readonly rule: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const CONFIG_PAGE = 'https://github.com/salesflow/salesflow/blob/main/docs/configuration.md';

/** Rules about what nothing needs: editors grey such text out. */
const UNNECESSARY = new Set(['process/no-unused-declaration', 'process/no-unused-reason', 'suppression/unused']);

/** Findings as editors show them. */
export const diagnostics: Feature = {
  register(context) {
    const { connection, session } = context;
    connection.languages.diagnostics.on(
      whenReady(context, ({ textDocument, previousResultId }): DocumentDiagnosticReport => {
        session.settle();
        return report(diagnosticsOf(session, textDocument.uri), previousResultId);
      }),
    );
    connection.languages.diagnostics.onWorkspace(
      whenSettled(context, 'Checking the workspace', async ({ previousResultIds }, goOn) => {
        const before = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        const uris = [...session.files.uris(), ...session.configs.roots().map(configOf)];
        const items: WorkspaceDocumentDiagnosticReport[] = [];
        const breathe = session.breaks(() => goOn(0.5 + items.length / uris.length / 2));
        for (const uri of uris) {
          const version = session.opening(uri)?.version ?? null;
          const found = report(diagnosticsOf(session, uri), before.get(uri));
          items.push({ ...found, uri, version } as WorkspaceDocumentDiagnosticReport);
          await breathe();
        }
        return { items } satisfies WorkspaceDiagnosticReport;
      }),
    );
  },
};

function report(items: readonly Diagnostic[], previous: string | undefined): DocumentDiagnosticReport {
  const resultId = fingerprint(items);
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...items] };
}

/** Short, and different for different lists. */
function fingerprint(items: readonly Diagnostic[]): string {
  return `${items.length}-${fnv1a(JSON.stringify(items)).toString(36)}`;
}

const NOTHING: readonly Diagnostic[] = [];

/** Publishes findings of files, each only if it differs from what was published before. */
export class Publisher {
  private readonly context: Pick<ServerContext, 'connection' | 'session'>;
  /** What was published, by file: itself for files that are open, which change often, else its fingerprint. */
  private readonly published = new Map<string, string | readonly Diagnostic[]>();
  /** An editor that asks for diagnostics itself is told nothing unasked. */
  enabled = true;

  constructor(context: Pick<ServerContext, 'connection' | 'session'>) {
    this.context = context;
  }

  publish(uris: readonly string[]): void {
    if (!this.enabled) return;
    const { connection, session } = this.context;
    for (const uri of uris) {
      const items = diagnosticsOf(session, uri);
      const version = session.opening(uri)?.version;
      const before = this.published.get(uri) ?? NOTHING;
      const print = version === undefined || typeof before === 'string' ? fingerprint(items) : '';
      const isSame = typeof before === 'string' ? before === print : patchBetween(before, items) === undefined;
      if (items.length === 0) this.published.delete(uri);
      else this.published.set(uri, version === undefined ? print : items);
      if (isSame) continue;
      void connection.sendDiagnostics({ uri, diagnostics: items, ...(version === undefined ? {} : { version }) });
    }
  }
}

/** The diagnostics of a source or configuration file. */
export function diagnosticsOf(session: Session, uri: string): Diagnostic[] {
  const root = rootOfConfig(uri);
  if (root !== undefined) return configDiagnostics(session, root, uri);
  const model = session.model(session.rootOf(uri));
  const findings = session.findings(uri);
  const conflict = findings.filter(({ rule }) => rule === 'language/merge-conflict');
  return (conflict.length > 0 ? conflict : findings)
    .map((finding) => toDiagnostic(model, finding))
    .filter((diagnostic) => diagnostic !== undefined);
}

/** The one place where a finding becomes a diagnostic. */
export function toDiagnostic(model: ProjectModel, finding: Finding): Diagnostic | undefined {
  const { span, rule, path } = finding;
  const place = locationOf((uri) => model.file(uri), span);
  if (!place) return undefined;
  const related = finding.related.flatMap(({ message, span: other }) => {
    const location = locationOf((uri) => model.file(uri), other);
    return location ? [{ location, message }] : [];
  });
  const data: DiagnosticData = { rule, path, start: span.start, end: span.end };
  return {
    range: place.range,
    severity: SEVERITIES[finding.severity],
    source: 'salesflow',
    code: rule,
    codeDescription: { href: finding.url },
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    ...(UNNECESSARY.has(rule) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    data,
  };
}

function configDiagnostics(session: Session, root: string, uri: string): Diagnostic[] {
  const text = session.configs.textOf(root);
  if (text === undefined) return [];
  const lines = TextDocument.create(uri, 'jsonc', 0, text);
  return session.configs.problems(root).map(({ message, offset, length }) => ({
    range: rangeOf(lines, { start: offset, end: offset + length }),
    severity: DiagnosticSeverity.Error,
    source: 'salesflow',
    code: 'config/invalid',
    codeDescription: { href: CONFIG_PAGE },
    message,
  }));
}
