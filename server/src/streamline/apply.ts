import type { Edit, Finding } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import { applyFixes, type Texts } from '../standards/edits.ts';
import { isLeaving } from './missing.ts';
import type { Proposal, StreamlineOptions } from './proposal.ts';
import { streamline } from './streamline.ts';

/** A project as its texts now are. */
export interface Opened {
  readonly model: ProjectModel;
  /** Of the language and the standards. */
  readonly findings: readonly Finding[];
}

export interface Applied extends Opened {
  readonly texts: Texts;
  /** What was done, in this order. */
  readonly applied: readonly Proposal[];
}

/** Rounds after which it stops though proposals are left: far more than any process has steps in a row. */
const maxRounds = 500;

/**
 * Carries out proposals, one after the other where they touch the same place. A step that takes something over goes
 * where it goes first, so that nothing is lost with it. A proposal after which the text would have more errors is left out.
 *
 * @param accepted ids of proposals, or `all`, which includes those that only show once others are done
 * @param open parses, links and lints texts
 */
export async function applyStreamline(
  texts: Texts,
  accepted: ReadonlySet<string> | 'all',
  open: (texts: Texts) => Promise<Opened>,
  options: StreamlineOptions = {},
): Promise<Applied> {
  let current = texts;
  let state = await open(current);
  const applied: Proposal[] = [];
  const rejected = new Set<string>();
  for (let round = 0; round < maxRounds; round++) {
    const wanted = streamline(state.model, state.findings, options).proposals.filter(
      ({ id, edits }) => edits.length > 0 && !rejected.has(id) && (accepted === 'all' || accepted.has(id)),
    );
    if (wanted.length === 0) break;
    const leaving = new Set(wanted.filter(isLeaving).map(({ step }) => step));
    const settled = wanted.filter(({ into }) => into === undefined || !leaving.has(into));
    const next = settled.length > 0 ? settled : wanted.slice(0, 1);
    const attempt = await largest(current, state, next, open);
    for (const proposal of attempt?.made ?? next.slice(0, 1)) rejected.add(proposal.id);
    if (!attempt) continue;
    applied.push(...attempt.made);
    current = attempt.texts;
    state = attempt.state;
  }
  return { texts: current, applied, ...state };
}

/** As many proposals as fit together, else the first alone; `undefined` where even that does harm. */
async function largest(
  texts: Texts,
  before: Opened,
  wanted: readonly Proposal[],
  open: (texts: Texts) => Promise<Opened>,
) {
  for (const some of wanted.length > 1 ? [wanted, wanted.slice(0, 1)] : [wanted]) {
    const fixes = some.map((proposal) => ({
      title: proposal.id,
      safety: 'suggestion' as const,
      edits: proposal.edits,
    }));
    const result = applyFixes(texts, fixes);
    const made = some.filter((_, index) => result.applied.includes(fixes[index]!));
    if (made.length === 0) continue;
    const state = await open(result.texts);
    if (errors(state) <= errors(before)) return { texts: result.texts, made, state };
  }
  return undefined;
}

function errors({ findings }: Opened): number {
  return findings.filter(({ standard, severity }) => standard === 'language' && severity === 'error').length;
}

/** One edit per changed file that turns the texts before into those after. */
export function editsBetween(before: Texts, after: Texts): Edit[] {
  const edits: Edit[] = [];
  for (const [uri, text] of after) {
    const old = before.get(uri) ?? '';
    if (old === text) continue;
    const most = Math.min(old.length, text.length);
    let start = 0;
    while (start < most && old[start] === text[start]) start++;
    let tail = 0;
    while (tail < most - start && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
    edits.push({ span: { uri, start, end: old.length - tail }, newText: text.slice(start, text.length - tail) });
  }
  return edits;
}
