import type { Duration, Evidence } from './evidence.ts';
import type { ElementId, Keyworded, Ref, SourceFile, Span, Text } from './source.ts';

/**
 * The process model: plain typed data, the only thing that rules, overlay, reports and CRM backends see.
 *
 * Elements refer to each other by id ({@link Ref.target}), never by object, so one file's part of the model stays
 * valid and cacheable while other files change. Look ids up with {@link ProjectModel.element}.
 */
export interface ProjectModel {
  /** URI of the project's root folder. */
  readonly root: string;
  readonly files: readonly SourceFile[];
  readonly roles: readonly Role[];
  readonly personas: readonly Persona[];
  readonly journeys: readonly Journey[];
  /** Built-in and declared objects, each once, with the fields of all its declarations. */
  readonly objects: readonly ObjectType[];
  readonly documents: readonly Document[];
  readonly approvals: readonly Approval[];
  readonly frameworks: readonly Framework[];
  /** Declared processes in source order, each variant resolved to a whole process after its base. */
  readonly processes: readonly Process[];
  /** The element with that id, or `undefined`. */
  element(id: ElementId | undefined): ModelElement | undefined;
  /** The text and line index of a file of the project. */
  file(uri: string): SourceFile | undefined;
}

/** What every declaration has. */
export interface Declared {
  readonly id: ElementId;
  /** Name as declared, unqualified. Empty in a half-written declaration. */
  readonly name: string;
  /** The label, or `undefined`; show {@link titleOf} instead where a person reads it. */
  readonly label: Text | undefined;
  /** The text of the doc comment before it, without markers. */
  readonly doc: string | undefined;
  /** The whole declaration, its block included. */
  readonly span: Span;
  /** The name, or the keyword where there is no name: where a finding on the whole declaration belongs. */
  readonly nameSpan: Span;
}

export type ModelElement =
  | Role
  | Persona
  | Journey
  | Stage
  | StuckPoint
  | ObjectType
  | Field
  | Choice
  | Document
  | Approval
  | Framework
  | Process
  | Step
  | Outcome
  | Reason
  | HoldPlace;

export interface Role extends Declared {
  readonly kind: 'role';
  /** A partner, distributor or other third party. */
  readonly external: boolean;
  /** The built-in role `system`: what software does. */
  readonly system: boolean;
}

export interface Persona extends Declared {
  readonly kind: 'persona';
  /** champion, economic-buyer, technical-buyer, user, legal, procurement, influencer, or a team's own word. */
  readonly buysAs: string | undefined;
  readonly wants: readonly Text[];
  readonly fears: readonly Text[];
  readonly segment: Text | undefined;
}

export interface Journey extends Declared {
  readonly kind: 'journey';
  readonly personas: readonly Ref[];
  readonly stages: readonly Stage[];
}

export interface Stage extends Declared {
  readonly kind: 'stage';
  readonly journey: ElementId;
  /** Position on the journey, from 0. */
  readonly index: number;
  readonly does: readonly BuyerNote[];
  readonly asks: readonly BuyerNote[];
  readonly stuck: readonly StuckPoint[];
}

/** What the buyer does or asks in a stage. */
export interface BuyerNote {
  readonly text: Text;
  /** Empty: all personas of the journey. */
  readonly personas: readonly Ref[];
  readonly span: Span;
}

/** Where the buyer cannot move forward without help from a rep. Its label is the statement. */
export interface StuckPoint extends Declared {
  readonly kind: 'stuck';
  readonly stage: ElementId;
  readonly journey: ElementId;
  /** Empty: all personas of the journey. */
  readonly personas: readonly Ref[];
}

export type FieldType =
  | 'text'
  | 'longtext'
  | 'number'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'yesno'
  | 'choice'
  | 'multichoice'
  | 'user'
  | 'url'
  | 'email'
  | 'phone';

export interface ObjectType extends Declared {
  readonly kind: 'object';
  /** Declared by the built-in library (possibly extended by the project). */
  readonly builtin: boolean;
  /** Name of the object per CRM id, such as `salesforce: "Opportunity"`. */
  readonly crmNames: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
}

export interface Field extends Declared {
  readonly kind: 'field';
  readonly object: ElementId;
  readonly builtin: boolean;
  readonly type: FieldType;
  readonly choices: readonly Choice[];
  /** Name of the field per CRM id, as given in the source. */
  readonly crmNames: Readonly<Record<string, string>>;
}

export interface Choice extends Declared {
  readonly kind: 'choice';
  readonly field: ElementId;
  /** Value of the choice per CRM id, as given in the source, where it is not the choice's name. */
  readonly crmNames?: Readonly<Record<string, string>>;
}

export interface Document extends Declared {
  readonly kind: 'document';
}

export interface Approval extends Declared {
  readonly kind: 'approval';
  readonly by: readonly Ref[];
}

export interface Framework extends Declared {
  readonly kind: 'framework';
  /** Fields it groups, declared inside it or elsewhere. */
  readonly fields: readonly Ref[];
}

export interface Owner {
  /** Who does it; more than one share it. */
  readonly roles: readonly Ref[];
  /** Who helps. */
  readonly with: readonly Ref[];
  readonly span: Span;
}

export interface Process extends Declared {
  readonly kind: 'process';
  /** The process this one is a variant of, or `undefined`. */
  readonly variantOf: Ref | undefined;
  /** When a variant applies. */
  readonly appliesWhen: Evidence | undefined;
  readonly journeys: readonly Ref[];
  /** `object:deal` unless another is named; `span` is that of the process's name where it is not written. */
  readonly object: Ref;
  readonly owner: Owner | undefined;
  /** Criteria that must hold in every open step. */
  readonly throughout: readonly CriterionItem[];
  readonly startsAt: readonly { readonly step: Ref; readonly when: Evidence | undefined; readonly span: Span }[];
  readonly forwardOnly: boolean;
  readonly noSkipping: boolean;
  /** The order of the process; parallel tracks are one item. */
  readonly flow: readonly FlowItem[];
  /** After the sale is won. */
  readonly afterWon: readonly FlowItem[];
  /** All steps of {@link flow} then {@link afterWon}, parallel tracks included, in order. */
  readonly steps: readonly Step[];
  readonly outcomes: readonly Outcome[];
  readonly holds: readonly HoldPlace[];
  /** For a variant: what it says about its base. */
  readonly changes: readonly VariantChange[];
}

export interface VariantChange {
  readonly change: 'add' | 'change' | 'drop' | 'process';
  /** The step added, changed or dropped. */
  readonly step: ElementId | undefined;
  readonly span: Span;
}

export type FlowItem = Step | Parallel;

/** Tracks that may run side by side; all must exit. */
export interface Parallel {
  readonly kind: 'parallel';
  readonly label: Text | undefined;
  readonly steps: readonly Step[];
  readonly span: Span;
}

export interface Step extends Declared {
  readonly kind: 'step';
  readonly process: ElementId;
  /** Position in {@link Process.steps}, from 0. */
  readonly index: number;
  /** In a resolved variant: taken over from the base unchanged, changed, or added. In a base process: `own`. */
  readonly origin: 'own' | 'inherited' | 'changed' | 'added';
  readonly afterWon: boolean;
  /** Index of the parallel group in the flow it belongs to, or `undefined`. */
  readonly parallel: number | undefined;
  /** Whether it has a closed block: then the last character of its span is the brace, before which an edit may add an item. */
  readonly hasBlock: boolean;
  /** Stuck points. */
  readonly helps: readonly Ref[];
  /** Journey stages it runs in, where it names no stuck point. */
  readonly during: readonly Ref[];
  /** As written on the step. */
  readonly owner: Owner | undefined;
  /** As written, or inherited from the process. */
  readonly effectiveOwner: Owner | undefined;
  readonly actions: readonly Action[];
  readonly enter: CriterionBlock | undefined;
  readonly exit: CriterionBlock | undefined;
  readonly within: Duration | undefined;
  readonly otherwise: (Keyworded & { readonly plans: readonly Plan[] }) | undefined;
  readonly plays: readonly Play[];
  readonly branches: readonly Branch[];
  readonly crm: CrmStage | undefined;
  readonly handoffs: readonly Handoff[];
  readonly opens: readonly Opens[];
  /** The keyword, where the step cannot be taken back. */
  readonly irreversible: Span | undefined;
  /** The keyword, where the step is declared optional. */
  readonly optional: Span | undefined;
}

/** `do "…"`: what the rep (or software) does to help the buyer forward. */
export interface Action extends Keyworded {
  readonly text: Text;
  readonly by: readonly Ref[];
  readonly when: Evidence | undefined;
}

export interface CriterionBlock extends Keyworded {
  readonly items: readonly CriterionItem[];
}

export type CriterionItem = Criterion | AnyOf;

/** Alternatives: one of them is enough. */
export interface AnyOf extends Keyworded {
  readonly kind: 'any';
  readonly label: Text | undefined;
  readonly criteria: readonly Criterion[];
}

export type Criterion = Done | Collect | Commit;

interface CriterionBase extends Keyworded {
  /** Semantic path, such as `NewBusiness/Discovery/exit/done[0]`: stable while text moves. */
  readonly path: string;
  readonly when: Evidence | undefined;
  readonly proof: Evidence | undefined;
}

/** What indicates that the role is complete. */
export interface Done extends CriterionBase {
  readonly kind: 'done';
  readonly text: Text;
  /** Roles. */
  readonly by: readonly Ref[];
}

/** Information to obtain. Without a proof of its own it is proven by its fields being set. */
export interface Collect extends CriterionBase {
  readonly kind: 'collect';
  readonly items: readonly CollectItem[];
}

export type CollectItem =
  | { readonly kind: 'field'; readonly field: Ref; readonly span: Span }
  | { readonly kind: 'framework'; readonly framework: Ref; readonly span: Span }
  | {
      readonly kind: 'document';
      readonly document: Ref | undefined;
      readonly label: Text | undefined;
      readonly span: Span;
    }
  | { readonly kind: 'text'; readonly text: Text; readonly span: Span };

/** What the buyer commits to. */
export interface Commit extends CriterionBase {
  readonly kind: 'commit';
  readonly text: Text;
  /** Personas. */
  readonly by: readonly Ref[];
}

export type PlanTrigger =
  /** That long in the step, or, with `idle`, since the last activity; `when` narrows it. */
  | { readonly kind: 'after'; readonly duration: Duration; readonly idle: boolean; readonly when: Evidence | undefined }
  | { readonly kind: 'every'; readonly duration: Duration; readonly idle: boolean; readonly when: Evidence | undefined }
  | { readonly kind: 'when'; readonly when: Evidence };

export type PlanAction =
  | { readonly kind: 'follow-up'; readonly text: Text; readonly by: readonly Ref[] }
  | { readonly kind: 'return'; readonly step: Ref; readonly because: Text | undefined }
  | { readonly kind: 'hold'; readonly place: Ref | undefined; readonly until: Ref | undefined }
  | { readonly kind: 'lose'; readonly reason: Ref }
  | { readonly kind: 'disqualify'; readonly reason: Ref };

/** What happens when exit criteria are not met. */
export interface Plan {
  readonly trigger: PlanTrigger;
  readonly action: PlanAction;
  readonly span: Span;
}

/** Optional technique, script or collateral: help for the rep, never a step in the CRM. */
export interface Play extends Keyworded {
  readonly label: Text;
  readonly personas: readonly Ref[];
  readonly actions: readonly Action[];
  readonly uses: readonly { readonly text: Text; readonly url: Text | undefined; readonly span: Span }[];
}

export interface Branch {
  /** A step, outcome or parking place. */
  readonly to: Ref;
  readonly when: Evidence | undefined;
  /** Software makes the move. */
  readonly automatically: boolean;
  readonly span: Span;
}

export type ForecastCategory = 'pipeline' | 'best-case' | 'commit' | 'closed' | 'omitted';

export interface CrmStage {
  readonly label: Text | undefined;
  /** Percent, 0 to 100. */
  readonly probability: { readonly value: number; readonly span: Span } | undefined;
  readonly forecast: { readonly value: ForecastCategory; readonly span: Span } | undefined;
  readonly span: Span;
}

/** What passes on with a hand-off: fields and documents. */
export type PassedItem =
  | { readonly kind: 'field'; readonly field: Ref; readonly span: Span }
  | {
      readonly kind: 'document';
      readonly document: Ref | undefined;
      readonly label: Text | undefined;
      readonly span: Span;
    };

export interface Handoff {
  readonly to: Ref;
  readonly items: readonly PassedItem[];
  /** Only then. */
  readonly when: Evidence | undefined;
  readonly span: Span;
}

/** Starts a record in another process. */
export interface Opens {
  readonly process: Ref;
  readonly items: readonly PassedItem[];
  /** Only then. */
  readonly when: Evidence | undefined;
  readonly span: Span;
}

export interface Outcome extends Declared {
  readonly kind: 'outcome';
  readonly outcome: 'won' | 'lost' | 'disqualified';
  readonly process: ElementId;
  readonly reasons: readonly Reason[];
  readonly enter: CriterionBlock | undefined;
  readonly actions: readonly Action[];
  readonly plans: readonly Plan[];
  readonly crm: CrmStage | undefined;
  readonly handoffs: readonly Handoff[];
  readonly opens: readonly Opens[];
  readonly irreversible: Span | undefined;
}

export interface Reason extends Declared {
  readonly kind: 'reason';
  readonly outcome: ElementId;
  /** Choosing it asks for a note. */
  readonly needsNote: boolean;
}

/** A place to park a record: neither open work nor closed. */
export interface HoldPlace extends Declared {
  readonly kind: 'hold';
  readonly process: ElementId;
  readonly actions: readonly Action[];
  readonly plans: readonly Plan[];
  readonly branches: readonly Branch[];
  readonly crm: CrmStage | undefined;
}
