import type { Finding } from '../model/finding.ts';
import type { Span } from '../model/source.ts';
import type { LaneId } from '../overlay/layout/layout.ts';
import { type Patch, patchBetween } from '../overlay/patch.ts';
import { type Picture, pictureOf } from '../overlay/picture.ts';
import { changesOf, locationOf } from './convert.ts';
import { type Feature, whenReady } from './feature.ts';
import { type DrawnProcess, drawProcess } from './pictures.ts';
import type {
  BriefPlace,
  FixParams,
  PlainWorkspaceEdit,
  PreviewParams,
  PreviewPlaces,
  PreviewResult,
} from './protocol.ts';

/** The picture of a process that was answered last, and what led to it from the one before. */
interface Answered {
  readonly version: number;
  readonly picture: Picture;
  readonly places: PreviewPlaces;
  readonly from?: { readonly version: number; readonly patch: Patch };
}

/** Pictures kept: one for each preview that is open, and some that may come back, such as with a lane unfolded. */
const KEPT = 12;

/** The overlay for the preview, and the fixes offered in it. */
export const preview: Feature = {
  register(context) {
    const { connection, session } = context;
    const answered = new Map<string, Answered>();
    // Begins where no earlier server has been.
    let versions = Date.now();

    const next = (before: Answered | undefined, drawn: DrawnProcess): Answered => {
      const broken = drawn.findings.some(({ rule }) => rule === 'language/syntax');
      const hasGood = before !== undefined && before.picture.state !== 'partial';
      const { picture, places } =
        broken && hasGood
          ? { picture: { ...before.picture, state: 'earlier' as const }, places: before.places }
          : fresh(drawn, broken ? 'partial' : 'current');
      const patch = before && patchBetween(before.picture, picture);
      if (before && !patch) return { ...before, places };
      const version = ++versions;
      return { version, picture, places, ...(before && patch ? { from: { version: before.version, patch } } : {}) };
    };

    connection.onRequest(
      'salesflow/preview',
      whenReady(context, (params: PreviewParams): PreviewResult | null => {
        const drawn = drawProcess(session, params.uri, params.process, (params.collapsed ?? []) as readonly LaneId[]);
        if (!drawn) return null;
        const { root, process } = drawn;
        const key = JSON.stringify([root, process.name, params.collapsed ?? []]);
        const now = next(answered.get(key), drawn);
        answered.delete(key);
        answered.set(key, now);
        for (const oldest of answered.keys()) {
          if (answered.size <= KEPT) break;
          answered.delete(oldest);
        }
        const { version, picture, places, from } = now;
        return { root, version, drawn: drawnSince(params.have, version, from) ?? { picture }, places };
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

/** Several previews may show one picture: each is told from where it is, as long as that is one step behind. */
function drawnSince(
  have: number | undefined,
  version: number,
  from: Answered['from'],
): { readonly patch: Patch } | undefined {
  if (have === version) return { patch: { fields: [] } };
  return have !== undefined && have === from?.version ? { patch: from.patch } : undefined;
}

function fresh(
  { model, process, findings, layout }: DrawnProcess,
  state: Picture['state'],
): Pick<Answered, 'picture' | 'places'> {
  const onBoxes = new Set(layout.boxes.flatMap((box) => box.findings));
  const shown = [...findings.entries()].filter(([index]) => onBoxes.has(index));
  const picture = pictureOf(layout, {
    process: process.name,
    state,
    processes: model.processes.map(({ name, label, variantOf }) => ({
      id: name,
      title: label?.value ?? name,
      ...(variantOf ? { variantOf: variantOf.text } : {}),
    })),
    findings: new Map(shown.map(([index, finding]) => [index, shownFinding(finding)])),
  });
  const files = new Map<string, number>();
  const place = (span: Span): BriefPlace | null => {
    const found = locationOf((uri) => model.file(uri), span);
    if (!found) return null;
    const file = files.get(found.uri) ?? files.size;
    files.set(found.uri, file);
    const { start, end } = found.range;
    return [file, start.line, start.character, end.line, end.character];
  };
  const boxes = layout.boxes.map(({ span, nameSpan }) => {
    const source = place(span);
    return source && ([source, place(nameSpan) ?? source] as const);
  });
  return { picture, places: { boxes, findings: shown.map(([, { span }]) => place(span)), files: [...files.keys()] } };
}

function shownFinding(finding: Finding) {
  const { rule, standard, severity, message, url, path } = finding;
  const fixes = finding.fixes().map(({ title, safety }) => ({ title, safety }));
  return { rule, standard, severity, message, url, path, fixes };
}
