import { literalOffset } from '../base/strings.ts';
import type { Fix } from '../model/finding.ts';
import type { Criterion, Process, ProjectModel, Step } from '../model/model.ts';
import type { Span, Text } from '../model/source.ts';
import type { Claims, Cue, CueKind, Kind } from '../prose/claims.ts';
import { read } from '../prose/index.ts';
import { flattened, stepPath } from './flow.ts';
import type { Lookup } from './lookup.ts';
import { Memo } from './memo.ts';
import type { ProcessContext } from './rule.ts';
import { noVocabulary, placesOf, type Vocabulary } from './vocabulary.ts';

/** A statement of a process, where it stands and what it says. */
export interface Statement {
  readonly text: Text;
  readonly kind: Kind;
  readonly path: string;
  /** The word the statement follows: `step`, `do`, `done` or `commit`. */
  readonly word: 'step' | 'do' | 'done' | 'commit';
  readonly step: Step | undefined;
  readonly criterion: Criterion | undefined;
}

/** What texts of the model claim: a faster way to what {@link read} remembers by the words. */
const readTexts = new Memo<Text, Claims>();

/** What a statement claims; the same object for the same words. */
export function claimsOf({ text, kind }: { readonly text: Text; readonly kind: Kind }): Claims {
  let claims = readTexts.get(text);
  if (claims?.kind !== kind) {
    claims = read(text.value, kind);
    readTexts.set(text, claims);
  }
  return claims;
}

/** The statements that the standards judge: labels of the steps, what is done and what has to be true. */
export function statementsOf(process: Process, steps: readonly Step[]): readonly Statement[] {
  let statements = ofSteps.get(steps);
  if (!statements) {
    const found: Statement[] = [];
    for (const criterion of flattened(process.throughout)) addCriterion(found, criterion, undefined);
    for (const step of steps) found.push(...statementsOfStep(process, step));
    statements = found;
    ofSteps.set(steps, statements);
  }
  return statements;
}

/** All rules look at the same list of steps in turn. */
const ofSteps = new Memo<readonly Step[], readonly Statement[]>();

const known = new Memo<Step, readonly Statement[]>();

/** The statements of one step. */
export function statementsOfStep(process: Process, step: Step): readonly Statement[] {
  let statements = known.get(step);
  if (!statements) {
    statements = collect(process, step);
    known.set(step, statements);
  }
  return statements;
}

function collect(process: Process, step: Step): Statement[] {
  const statements: Statement[] = [];
  const path = stepPath(process, step);
  if (step.label) {
    statements.push({ text: step.label, kind: 'step', path, word: 'step', step, criterion: undefined });
  }
  step.actions.forEach((action, index) => {
    const own = { path: `${path}/do[${index}]`, step, criterion: undefined };
    statements.push({ text: action.text, kind: 'action', word: 'do', ...own });
  });
  for (const block of [step.enter, step.exit]) {
    for (const criterion of flattened(block?.items ?? [])) addCriterion(statements, criterion, step);
  }
  return statements;
}

function addCriterion(statements: Statement[], criterion: Criterion, step: Step | undefined): void {
  if (criterion.kind === 'collect') return;
  const kind = criterion.kind === 'commit' ? 'commit' : 'criterion';
  statements.push({ text: criterion.text, kind, path: criterion.path, word: criterion.kind, step, criterion });
}

/** The cues of some kinds in a statement, with the team's own words added and those it allows left out. */
export function cuesIn(
  statement: { readonly text: Text; readonly kind: Kind },
  kinds: readonly CueKind[],
  vocabulary: Vocabulary,
): readonly Cue[] {
  const claims = claimsOf(statement);
  const found = claims.cues.length === 0 ? claims.cues : claims.cues.filter((cue) => kinds.includes(cue.cue));
  let cues = found.length > 1 ? joined(claims.text, found) : found;
  if (vocabulary === noVocabulary) return cues;
  const added = kinds.flatMap((cue) =>
    placesOf(vocabulary.add[cue] ?? [], claims.text).map((place) => ({
      ...place,
      cue,
      words: claims.text.slice(place.start, place.end),
    })),
  );
  if (added.length > 0) {
    const fresh = added.filter((cue) => !cues.some((other) => other.start < cue.end && cue.start < other.end));
    cues = [...cues, ...fresh].sort((a, b) => a.start - b.start);
  }
  if (cues.length === 0 || vocabulary.allow.length === 0) return cues;
  const allowed = placesOf(vocabulary.allow, claims.text);
  return cues.filter((cue) => !allowed.some((place) => place.start < cue.end && cue.start < place.end));
}

/** Cues of one kind with only a space between them, as one. */
function joined(text: string, cues: readonly Cue[]): readonly Cue[] {
  const result: Cue[] = [];
  for (const cue of cues) {
    const last = result.at(-1);
    if (last && last.cue === cue.cue && last.end <= cue.start && text.slice(last.end, cue.start).trim() === '') {
      result[result.length - 1] = { ...last, end: cue.end, words: text.slice(last.start, cue.end) };
    } else result.push(cue);
  }
  return result;
}

/** The source range of a part of a text's value. */
export function spanWithin(lookup: Pick<ProjectModel, 'file'> | Lookup, text: Text, start: number, end: number): Span {
  const { uri, start: from, end: to } = text.span;
  const literal = lookup.file(uri)?.text.slice(from, to);
  if (!literal) return text.span;
  const begin = literalOffset(literal, start);
  if (end <= start) return { uri, start: from + begin, end: from + begin };
  const last = literalOffset(literal, end - 1);
  const escaped = literal[last] === '\\' && !literal.startsWith('"""');
  return { uri, start: from + begin, end: from + last + (escaped ? 2 : 1) };
}

/** Reports each cue of some kinds in the statements that `judges` lets through, with the fixes that can be offered. */
export function reportCues(
  { process, steps, vocabulary, lookup, report }: ProcessContext,
  kinds: readonly CueKind[],
  message: (cue: Cue, statement: Statement) => string,
  judges: (statement: Statement) => boolean = () => true,
  fixes: (model: ProjectModel, statement: Statement, cue: Cue) => readonly Fix[] = () => [],
): void {
  for (const statement of statementsOf(process, steps)) {
    if (!judges(statement)) continue;
    for (const cue of cuesIn(statement, kinds, vocabulary)) {
      report({
        at: spanWithin(lookup, statement.text, cue.start, cue.end),
        path: statement.path,
        message: message(cue, statement),
        fixes: (model) => fixes(model, statement, cue),
      });
    }
  }
}

/** Whether an exit criterion of a step tells of an event and proves it: then a loose label does no harm. */
export function isProvenStep(step: Step | undefined): boolean {
  return flattened(step?.exit?.items ?? []).some((criterion) => {
    if (criterion.kind === 'collect' || !criterion.proof) return false;
    return claimsOf({ text: criterion.text, kind: criterion.kind === 'commit' ? 'commit' : 'criterion' }).event;
  });
}
