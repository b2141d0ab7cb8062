import type { Finding } from '../model/finding.ts';
import type { Span } from '../model/source.ts';
import type { LaneId } from '../overlay/layout/layout.ts';
import { renderSvg } from '../overlay/svg.ts';
import { renderTable } from '../overlay/table.ts';
import { changesOf, locationOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { drawProcess } from './pictures.ts';
import type { FixParams, Place, PlainWorkspaceEdit, PreviewFinding, PreviewParams, PreviewResult } from './protocol.ts';

const NOWHERE: Place = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

/** The overlay for the preview, and the fixes offered in it. */
export const preview: Feature = {
  register(context) {
    const { connection, session } = context;
    /** The last picture of each process without syntax errors. */
    const good = new Map<string, PreviewResult>();
    connection.onRequest(
      'salesflow/preview',
      whenReady(context, (params: PreviewParams): PreviewResult | null => {
        const drawn = drawProcess(session, params.uri, params.process, (params.collapsed ?? []) as readonly LaneId[]);
        if (!drawn) return null;
        const { root, model, process, findings, layout } = drawn;
        const key = JSON.stringify([root, process.name, params.theme, params.collapsed]);
        const broken = findings.some(({ rule }) => rule === 'language/syntax');
        const before = good.get(key);
        if (broken && before) return { ...before, stale: true };
        const place = (span: Span) => locationOf((uri) => model.file(uri), span) ?? NOWHERE;
        const result: PreviewResult = {
          root,
          process: process.name,
          title: layout.title,
          stale: broken,
          processes: model.processes.map(({ name, label, variantOf }) => ({
            name,
            title: label?.value ?? name,
            ...(variantOf ? { variantOf: variantOf.text } : {}),
          })),
          svg: renderSvg(layout, { theme: params.theme, interactive: true }),
          table: renderTable(layout),
          boxes: layout.boxes.map((box) => ({
            id: box.id,
            kind: box.kind,
            title: box.title,
            source: place(box.span),
            name: place(box.nameSpan),
            facts: box.facts,
            findings: box.findings,
            personas: box.personas,
            owners: box.owners,
            gap: box.gap,
          })),
          findings: findings.map((finding) => previewFinding(finding, place)),
          personas: layout.personas,
          owners: layout.owners,
          lanes: layout.lanes.map(({ id, title }) => ({ id, title })),
        };
        if (!broken) good.set(key, result);
        return result;
      }),
    );
    connection.onRequest(
      'salesflow/fix',
      whenReady(context, ({ rule, at, title }: FixParams): PlainWorkspaceEdit | null => {
        const root = session.rootOf(at.uri);
        const model = session.model(root);
        const file = model.file(at.uri);
        if (!file) return null;
        const start = file.offsetAt(at.range.start);
        const finding = session.findings(at.uri).find((each) => each.rule === rule && each.span.start === start);
        const fix = finding?.fixes().find((each) => each.title === title);
        return fix ? { changes: changesOf((uri) => model.file(uri), fix.edits) } : null;
      }),
    );
  },
};

function previewFinding(finding: Finding, place: (span: Span) => Place): PreviewFinding {
  const { rule, standard, severity, message, url, span } = finding;
  return {
    rule,
    standard,
    severity,
    message,
    url,
    at: place(span),
    fixes: finding.fixes().map(({ title, safety }) => ({ title, safety })),
  };
}
