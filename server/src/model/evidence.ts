import type { Ref, Span, Text } from './source.ts';

/** Units a duration may be written in. */
export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months';

/** A length of time as written, such as `14 days`. */
export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
  readonly span: Span;
}

/** What a CRM activity can be. */
export type ActivityKind = 'meeting' | 'call' | 'email' | 'task';
/** What can be said of an activity. */
export type ActivityState = 'scheduled' | 'held' | 'sent' | 'received' | 'replied' | 'completed' | 'logged';
/** What can be said of a document. */
export type DocumentState = 'attached' | 'sent' | 'viewed' | 'signed';
/** The word before the people of an activity or document. */
export type Preposition = 'with' | 'from' | 'to' | 'by';

/** A literal or a field on the right-hand side of a test. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly percent: boolean; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  /** ISO 8601 calendar date. */
  | { readonly kind: 'date'; readonly value: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  /** A declared choice of the field on the left: `choice.target` is `choice:deal.segment.ent`. */
  | { readonly kind: 'choice'; readonly choice: Ref; readonly span: Span }
  | { readonly kind: 'field'; readonly field: Ref; readonly span: Span };

/** Comparison operators as written in the source. */
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What is asked of a field. `is VALUE` and `is not VALUE` arrive as the operators `=` and `!=`. */
export type FieldTest =
  | { readonly test: 'set' }
  | { readonly test: 'not-set' }
  | { readonly test: 'compare'; readonly operator: ComparisonOperator; readonly value: Value }
  | { readonly test: 'one-of'; readonly negated: boolean; readonly values: readonly Value[] }
  | { readonly test: 'future'; readonly negated: boolean }
  | { readonly test: 'past'; readonly negated: boolean }
  /** The date lies between now and that long from now. */
  | { readonly test: 'within'; readonly negated: boolean; readonly duration: Duration }
  | { readonly test: 'before'; readonly negated: boolean; readonly value: Value }
  | { readonly test: 'after'; readonly negated: boolean; readonly value: Value };

/**
 * What proves a criterion: one typed tree that every CRM backend, the audit and the documents print from.
 *
 * Three-valued: an atom over data that is not there is unknown, not false.
 */
export type Evidence =
  | { readonly kind: 'and'; readonly operands: readonly Evidence[]; readonly span: Span }
  | { readonly kind: 'or'; readonly operands: readonly Evidence[]; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Evidence; readonly span: Span }
  | FieldEvidence
  | ActivityEvidence
  | DocumentEvidence
  | ContactEvidence
  | ApprovalEvidence
  | ManualEvidence;

export interface FieldEvidence {
  readonly kind: 'field';
  /** `field:deal.amount`. */
  readonly field: Ref;
  readonly test: FieldTest;
  readonly span: Span;
}

export interface ActivityEvidence {
  readonly kind: 'activity';
  readonly activity: ActivityKind;
  /** The activity's subject or type, as in `meeting "Discovery"`. */
  readonly label: Text | undefined;
  readonly state: ActivityState;
  readonly preposition: Preposition | undefined;
  /** Personas or roles. */
  readonly parties: readonly Ref[];
  readonly within: Duration | undefined;
  readonly atLeast: number | undefined;
  readonly span: Span;
}

export interface DocumentEvidence {
  readonly kind: 'document';
  /** A declared document … */
  readonly document: Ref | undefined;
  /** … or one named by its label alone. */
  readonly label: Text | undefined;
  readonly state: DocumentState;
  readonly preposition: Preposition | undefined;
  readonly parties: readonly Ref[];
  readonly span: Span;
}

/** A contact with that buying role is on the record. */
export interface ContactEvidence {
  readonly kind: 'contact';
  /** Buying role, such as `champion`. */
  readonly buysAs: string;
  readonly span: Span;
}

export interface ApprovalEvidence {
  readonly kind: 'approval';
  readonly approval: Ref;
  readonly span: Span;
}

/** Honest: no CRM record exists. */
export interface ManualEvidence {
  readonly kind: 'manual';
  readonly text: Text;
  readonly span: Span;
}

/** Evidence that is not made of other evidence. */
export type EvidenceAtom = Exclude<Evidence, { kind: 'and' | 'or' | 'not' }>;

/** All atoms of a proof, in source order. */
export function atomsOf(evidence: Evidence | undefined): EvidenceAtom[] {
  if (!evidence) return [];
  switch (evidence.kind) {
    case 'and':
    case 'or':
      return evidence.operands.flatMap(atomsOf);
    case 'not':
      return atomsOf(evidence.operand);
    default:
      return [evidence];
  }
}
