import type { ElementId, Span } from '../../model/source.ts';
import { type ChangeKind, type ProcessDiff, plainWords } from './change.ts';

/** What a picture shows of a change. */
export interface PictureMark {
  readonly id: ElementId;
  /** Semantic path of the part it is about, as it is now or was; without it the whole element. */
  readonly path?: string;
  /** Where the part is written, in the state it is of, where it has no path. */
  readonly span?: Span;
  readonly change: 'added' | 'removed' | 'moved' | 'changed';
  /** All sentences about the element. */
  readonly words: string;
}

const order: readonly PictureMark['change'][] = ['added', 'removed', 'moved', 'changed'];

/**
 * One mark for each element that changed, and one for each change of a part of it, such as a criterion or a plan. A
 * step that lost a criterion changed; it did not go.
 */
export function pictureMarks(diff: ProcessDiff): PictureMark[] {
  const marks = new Map<ElementId, PictureMark>();
  const parts: PictureMark[] = [];
  for (const { id, path, span, kind, subject, words, consequences } of diff.changes) {
    const whole =
      subject === 'step' || subject === 'outcome' || subject === 'stuck' || subject === 'stage' || subject === 'hold';
    const change = markOf(kind, whole);
    const sentence = [words, ...consequences].map(plainWords).join(' ');
    if (subject === 'criterion') {
      parts.push({ id, path, change: markOf(kind, true), words: sentence });
      continue;
    }
    if (span !== undefined) {
      parts.push({ id, span, change: markOf(kind, true), words: sentence });
      continue;
    }
    const known = marks.get(id);
    marks.set(id, {
      id,
      change: known && order.indexOf(known.change) < order.indexOf(change) ? known.change : change,
      words: known ? `${known.words} ${sentence}` : sentence,
    });
  }
  return [...marks.values(), ...parts];
}

function markOf(kind: ChangeKind, whole: boolean): PictureMark['change'] {
  if (kind === 'moved') return 'moved';
  return whole && (kind === 'added' || kind === 'removed') ? kind : 'changed';
}
