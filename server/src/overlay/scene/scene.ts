import type { Severity, Standard } from '../../model/finding.ts';
import type { Score } from '../../model/scorecard.ts';
import type { ElementId, Span } from '../../model/source.ts';

/**
 * What the picture shows, before anything has a place: the process and its findings in words.
 *
 * Two scenes can be merged into one ({@link mergeScenes}), which is how the picture of a difference is made.
 */
export interface Scene {
  readonly process: SceneItem;
  /** Facts about the process as a whole, such as `Moves forward only`. */
  readonly facts: readonly string[];
  readonly personas: readonly ScenePersona[];
  readonly journeys: readonly SceneJourney[];
  /** Stages of all journeys, left to right: the columns. */
  readonly stages: readonly SceneStage[];
  readonly steps: readonly SceneStep[];
  /** Criteria that hold in every open step. */
  readonly throughout: readonly SceneGate[];
  readonly throughoutFindings: readonly SceneFinding[];
  readonly outcomes: readonly SceneOutcome[];
  readonly lines: readonly SceneLine[];
  /** On the process as a whole: what no stage, step, outcome or criterion of every step shows. */
  readonly findings: readonly SceneFinding[];
  readonly totals: SceneTotals;
}

/** How something differs from the process it is compared with, or a variant from its base. */
export type Change = 'added' | 'removed' | 'moved' | 'changed';

/** Anything drawn: where it comes from and what it says in full. */
export interface SceneItem {
  /** Element id, or the semantic path where the thing is not an element. */
  readonly id: string;
  /** The whole declaration. */
  readonly span: Span;
  /** The name, or the keyword: where a click goes. */
  readonly nameSpan: Span;
  /** Semantic path, such as `NewBusiness/Discovery/exit/done[0]`. */
  readonly path: string;
  readonly text: string;
  /** What a detail card says about it, in order. */
  readonly facts: readonly SceneFact[];
  readonly change: Change | undefined;
  /** In words, where a comparison gave them. */
  readonly changeWords: string;
}

/** One line of a detail card, such as `Owner` / `Account executive`. */
export interface SceneFact {
  readonly term: string;
  readonly text: string;
}

export interface ScenePersona extends SceneItem {
  /** What it buys as, such as `champion`; may be empty. */
  readonly role: string;
}

export interface SceneJourney extends SceneItem {
  /** Index of its first stage among all columns. */
  readonly first: number;
  readonly count: number;
}

export interface SceneStage extends SceneItem {
  readonly does: readonly SceneNote[];
  readonly asks: readonly SceneNote[];
  readonly stuck: readonly SceneStuck[];
  readonly findings: readonly SceneFinding[];
  /** Whether a stuck point of the stage has no step that helps. */
  readonly open: boolean;
  /** Steps that run in the stage. */
  readonly steps: number;
  /** `idle`: no step, and no stuck point that would ask for one. */
  readonly coverage: 'gap' | 'idle' | 'covered' | 'crowded';
}

export interface SceneNote extends SceneItem {
  /** Labels of the personas it is about; empty for all. */
  readonly personas: readonly string[];
  readonly personaIds: readonly ElementId[];
}

export interface SceneStuck extends SceneNote {
  readonly findings: readonly SceneFinding[];
  /** Numbers of the steps that help; empty where nothing helps. */
  readonly helpedBy: readonly string[];
}

/** How an exit criterion is passed, as the gate on the card's edge shows it. */
export type GateKind = 'buyer' | 'rep' | 'unproven';

export interface SceneGate extends SceneItem {
  /** `a`, `b`, … within the step; ties the criterion to its records. */
  readonly letter: string;
  readonly gate: GateKind;
  readonly records: readonly SceneRecord[];
  readonly enforcement: readonly SceneEnforcement[];
}

export type RecordKind =
  | 'field'
  | 'meeting'
  | 'call'
  | 'email'
  | 'task'
  | 'document'
  | 'contact'
  | 'approval'
  | 'manual';

/** What in the CRM proves a criterion. */
export interface SceneRecord {
  readonly kind: RecordKind;
  readonly text: string;
  readonly span: Span;
}

/** How a target shows or enforces a criterion. */
export interface SceneEnforcement {
  readonly target: string;
  readonly level: 'native' | 'helper' | 'manual';
  readonly how: string;
}

export type BackstageKind =
  | 'automation'
  | 'handoff'
  | 'approval'
  | 'opens'
  | 'parallel'
  | 'entry'
  | 'branch'
  | 'follow-up'
  | 'return'
  | 'hold'
  | 'lose'
  | 'disqualify';

export interface SceneBackstage extends SceneItem {
  readonly kind: BackstageKind;
}

export interface SceneFinding {
  readonly rule: string;
  readonly standard: Standard;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly url: string;
  /** Index in the list of findings the scene was made from, so that an editor can offer its fixes. */
  readonly index: number;
}

export interface SceneStep extends SceneItem {
  /** `1`, `2`, …; `–` for a step that is no longer there. */
  readonly number: string;
  /** Columns it helps in, ascending; empty for a step outside the journey. */
  readonly columns: readonly number[];
  /** Personas of those stuck points; empty for all. */
  readonly personaIds: readonly ElementId[];
  readonly owners: readonly string[];
  readonly ownerIds: readonly ElementId[];
  readonly with: readonly string[];
  /** `14 days`, or empty. */
  readonly deadline: string;
  readonly tags: readonly string[];
  readonly marks: readonly Score[];
  readonly findings: readonly SceneFinding[];
  readonly gates: readonly SceneGate[];
  readonly backstage: readonly SceneBackstage[];
  readonly crm: SceneCrm;
}

export interface SceneCrm {
  readonly stage: string;
  /** `20%`, or empty. */
  readonly probability: string;
  /** `Best case`, or empty. */
  readonly forecast: string;
  readonly span: Span;
}

export interface SceneOutcome extends SceneItem {
  readonly kind: 'won' | 'lost' | 'disqualified' | 'hold';
  readonly reasons: readonly SceneItem[];
  /** Numbers of the steps that lead here by plan or branch. */
  readonly from: readonly string[];
  readonly backstage: readonly SceneBackstage[];
  readonly crm: SceneCrm | undefined;
  readonly findings: readonly SceneFinding[];
}

/** A way through the process that is not the order of its steps. */
export interface SceneLine extends SceneItem {
  readonly kind: 'return' | 'branch';
  readonly from: ElementId;
  readonly to: ElementId;
  readonly automatic: boolean;
}

export interface SceneTotals {
  readonly stuck: number;
  readonly unhelped: number;
  readonly steps: number;
  readonly orphans: number;
  readonly criteria: number;
  readonly unproven: number;
  readonly severities: Readonly<Record<Severity, number>>;
  /** Findings by standard, only those with any, in the standards' order. */
  readonly standards: readonly { readonly standard: Standard; readonly findings: number }[];
}
