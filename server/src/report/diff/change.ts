import type { ElementId, Span } from '../../model/source.ts';

/** What can happen to a part of the process. */
export type ChangeKind = 'added' | 'removed' | 'renamed' | 'moved' | 'changed' | 'weakened' | 'strengthened';

/** What a change is about. */
export type ChangeSubject =
  | 'process'
  | 'step'
  | 'criterion'
  | 'plan'
  | 'help'
  | 'owner'
  | 'deadline'
  | 'crm'
  | 'action'
  | 'branch'
  | 'handoff'
  | 'outcome'
  | 'reason'
  | 'hold'
  | 'journey'
  | 'stage'
  | 'stuck'
  | 'persona'
  | 'role'
  | 'field'
  | 'document'
  | 'approval'
  | 'rules';

/** A piece of a sentence: words of ours, or a name from the source, which printers emphasise and escape. */
export type Words = readonly (string | { readonly name: string })[];

/** One thing that is different, in words a sales leader reads. */
export interface ProcessChange {
  readonly kind: ChangeKind;
  readonly subject: ChangeSubject;
  /** Name of the process it belongs to; `undefined` for what processes share. */
  readonly process: string | undefined;
  /** Element it is about, as it is now, or as it was where it is gone. */
  readonly id: ElementId;
  /** Semantic path, such as `NewBusiness/Discovery/exit/done[0]`, as it is now or was. */
  readonly path: string;
  /** Where a part that has no path of its own, such as a plan, is written in the state it is of. */
  readonly span?: Span;
  readonly words: Words;
  /** What follows for the standards, the CRM or open deals. */
  readonly consequences: readonly Words[];
}

/** A whole comparison. */
export interface ProcessDiff {
  /** In the order of the process: shared declarations, then each process with its steps. */
  readonly changes: readonly ProcessChange[];
}

/** A name from the source. */
export function name(text: string): { readonly name: string } {
  return { name: text };
}

/** The sentence without any marks. */
export function plainWords(words: Words): string {
  return words.map((word) => (typeof word === 'string' ? word : `“${word.name}”`)).join('');
}
