import type { Finding } from '../model/finding.ts';
import type { Declared, ProjectModel } from '../model/model.ts';
import type { SourceFile } from '../model/source.ts';
import { scan } from '../standards/comments.ts';
import type { LineRange } from './git.ts';

/** Texts by URI. */
type Texts = ReadonlyMap<string, string>;

/**
 * The files that must be looked at to judge a change: what changed, what mentions a name that the change declares or
 * stops or starts to use, and what those refer to. All other files' findings cannot depend on the change.
 */
export function filesConcerned(before: Texts, after: Texts): Set<string> {
  const all = new Set([...before.keys(), ...after.keys()]);
  const changed = [...all].filter((uri) => before.get(uri) !== after.get(uri));
  const declaredIn = new Map<string, string[]>();
  for (const uri of all) {
    for (const text of new Set([before.get(uri), after.get(uri)])) {
      for (const name of sharedNames(text ?? '')) declaredIn.set(name, [...(declaredIn.get(name) ?? []), uri]);
    }
  }
  const touched = new Set<string>();
  for (const uri of changed) {
    const [old, now] = [before.get(uri) ?? '', after.get(uri) ?? ''];
    for (const name of [...sharedNames(old), ...sharedNames(now)]) touched.add(name);
    const [oldWords, newWords] = [words(old), words(now)];
    for (const word of [...oldWords, ...newWords]) {
      if (declaredIn.has(word) && !(oldWords.has(word) && newWords.has(word))) touched.add(word);
    }
  }
  const concerned = new Set(changed);
  if (touched.size > 0) {
    const mention = new RegExp(
      `(?<![\\p{L}\\p{N}_-])(?:${[...touched].map(escapePattern).join('|')})(?![\\p{L}\\p{N}_-])`,
      'u',
    );
    for (const uri of all)
      if (mention.test(after.get(uri) ?? '') || mention.test(before.get(uri) ?? '')) concerned.add(uri);
  }
  for (const uri of concerned) {
    for (const text of new Set([before.get(uri), after.get(uri)])) {
      for (const word of words(text ?? '')) for (const owner of declaredIn.get(word) ?? []) concerned.add(owner);
    }
  }
  return concerned;
}

/**
 * Names that other files can use. Those of steps, outcomes, reasons and parking places are left out: whoever uses them
 * names their process too.
 */
function sharedNames(text: string): string[] {
  return Array.from(text.matchAll(declaration), (match) => match[1]!);
}

const declaration =
  /(?<![\p{L}\p{N}_-])(?:role|persona|journey|stage|stuck|object|field|document|approval|framework|process|variant)\s+([\p{L}\p{N}_-]+)/gu;

/** Words outside of strings and comments. */
function words(text: string): Set<string> {
  let code = '';
  let at = 0;
  for (const { start, end } of scan(text)) {
    code += `${text.slice(at, start)} `;
    at = end;
  }
  return new Set((code + text.slice(at)).match(/[\p{L}\p{N}_-]+/gu) ?? []);
}

function escapePattern(name: string): string {
  return name.replace(/[-]/g, '\\-');
}

/** Findings of the second list that are not in the first, told apart by rule and semantic path, not by place. */
export function newFindings(before: readonly Finding[], after: readonly Finding[]): Set<Finding> {
  const known = new Map<string, number>();
  for (const finding of before) known.set(keyOf(finding), (known.get(keyOf(finding)) ?? 0) + 1);
  const fresh = new Set<Finding>();
  for (const finding of after) {
    const count = known.get(keyOf(finding)) ?? 0;
    if (count > 0) known.set(keyOf(finding), count - 1);
    else fresh.add(finding);
  }
  return fresh;
}

function keyOf({ rule, path, span, message }: Finding): string {
  return path === '' ? `${rule}\n${span.uri}\n${message}` : `${rule}\n${path}`;
}

/** Says of findings whether they stand in a declaration whose own lines changed. */
export class ChangedDeclarations {
  private readonly model: ProjectModel;
  private readonly changes: ReadonlyMap<string, readonly LineRange[]>;
  private readonly units = new Map<string, Unit[]>();

  /** @param changes changed lines by URI of the file */
  constructor(model: ProjectModel, changes: ReadonlyMap<string, readonly LineRange[]>) {
    this.model = model;
    this.changes = changes;
  }

  holds(finding: Finding): boolean {
    const { uri, start } = finding.span;
    const changes = this.changes.get(uri);
    const source = this.model.file(uri);
    if (!changes) return false;
    if (!source) return true;
    const units = this.unitsOf(uri, source);
    const around = units.filter((unit) => unit.start <= start && start < unit.end);
    const own = around.reduce<Unit | undefined>(
      (best, unit) => (best && best.end - best.start <= unit.end - unit.start ? best : unit),
      undefined,
    );
    if (!own) return touchesLine(changes, source.positionAt(Math.min(start, source.text.length)).line + 1);
    const inner = units.filter((unit) => unit !== own && own.start <= unit.start && unit.end <= own.end);
    return changes.some((range) => touchesOwnLines(range, own, inner));
  }

  private unitsOf(uri: string, source: SourceFile): Unit[] {
    let units = this.units.get(uri);
    if (!units) {
      units = declarations(this.model)
        .filter(({ span }) => span.uri === uri)
        .map(({ span: { start, end } }) => ({
          start,
          end,
          first: source.positionAt(start).line + 1,
          last: source.positionAt(end).line + 1,
        }));
      this.units.set(uri, units);
    }
    return units;
  }
}

interface Unit {
  readonly start: number;
  readonly end: number;
  /** Lines from 1. */
  readonly first: number;
  readonly last: number;
}

function declarations(model: ProjectModel): Declared[] {
  return [
    ...model.roles,
    ...model.personas,
    ...model.journeys.flatMap((journey) => [journey, ...journey.stages.flatMap((stage) => [stage, ...stage.stuck])]),
    ...model.objects.flatMap((object) => [object, ...object.fields]),
    ...model.documents,
    ...model.approvals,
    ...model.frameworks,
    ...model.processes.flatMap((process) => [process, ...process.steps, ...process.outcomes, ...process.holds]),
  ];
}

function touchesLine(changes: readonly LineRange[], line: number): boolean {
  return changes.some(({ first, last }) => first <= line && line <= last);
}

/** A line of an inner declaration belongs to that alone. */
function touchesOwnLines(range: LineRange, own: Unit, inner: readonly Unit[]): boolean {
  for (let line = Math.max(range.first, own.first); line <= Math.min(range.last, own.last); line++) {
    if (!inner.some((unit) => unit.first <= line && line <= unit.last)) return true;
  }
  return false;
}
