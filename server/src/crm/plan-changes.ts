import type { ChangeKind } from './plan-kinds.ts';
import { manualReason } from './plan-manual.ts';

/** One change that brings the CRM from its state to the source. */
export interface Change {
  readonly kind: ChangeKind;
  /** Pipeline or object it belongs to. */
  readonly where: string;
  /** The stage, field or rule. */
  readonly item: string;
  /** What changes, as one sentence. */
  readonly text: string;
  /** It can lose data, or changes what existing records mean. */
  readonly destructive: boolean;
  /** Why it must be done by hand, and how; `undefined` where deploying makes it. */
  readonly manual: string | undefined;
}

const destructiveKinds: ReadonlySet<ChangeKind> = new Set([
  'pipeline-retire',
  'stage-retire',
  'stage-state',
  'field-type',
  'field-retire',
  'choice-retire',
]);

/** Collects changes of one target. */
export class Changes {
  readonly all: Change[] = [];
  readonly notes: string[] = [];
  readonly target: string;

  constructor(target: string) {
    this.target = target;
  }

  add(kind: ChangeKind, where: string, item: string, text: string): void {
    this.all.push({
      kind,
      where,
      item,
      text,
      destructive: destructiveKinds.has(kind),
      manual: manualReason(this.target, kind),
    });
  }
}
