import type { FieldType, ForecastCategory } from '../model/model.ts';

/**
 * CRM configuration in terms all CRMs share: what `read` makes of an export, what `import` turns into a draft, and
 * what `plan` compares (the snapshot of the generated configuration with the snapshot of the exported state).
 */
export interface CrmSnapshot {
  readonly target: string;
  readonly pipelines: readonly SnapshotPipeline[];
  readonly fields: readonly SnapshotField[];
  readonly rules: readonly SnapshotRule[];
  /** Objects that a team made itself, as far as they are described. */
  readonly objects?: readonly SnapshotObject[];
  /** Buyers that the configuration knows, by label. */
  readonly buyers?: readonly SnapshotBuyer[];
  /** What was there and could not be understood or carried over, one sentence each, with the file. */
  readonly notes: readonly { readonly file: string; readonly message: string }[];
}

/** Someone on the buyer's side. */
export interface SnapshotBuyer {
  readonly label: string;
  /** Buying role, such as `economic-buyer`. */
  readonly buysAs?: string;
}

/** An object that the CRM does not bring along. */
export interface SnapshotObject {
  /** API name. */
  readonly name: string;
  readonly label: string;
  /** It was generated, so that it may be generated again. */
  readonly ours: boolean;
}

/** A Salesforce business process with its record type, or a HubSpot or Pipedrive pipeline. */
export interface SnapshotPipeline {
  /** Stable name within the CRM (API name or id). */
  readonly key: string;
  readonly label: string;
  readonly description: string | undefined;
  /** In order. */
  readonly stages: readonly SnapshotStage[];
  readonly forwardOnly?: boolean;
  readonly noSkipping?: boolean;
  /** Keys of the stages in which records may be created, where that is limited. */
  readonly creationStages?: readonly string[];
  /** Moves that pass over stages, by their labels; with the formula that allows them, where there is one. */
  readonly branches?: readonly { readonly from: string; readonly to: string; readonly when?: string }[];
  /** Object of the CRM, where it is not the one for deals. */
  readonly object?: string;
}

export interface SnapshotStage {
  readonly key: string;
  readonly label: string;
  /** Percent, 0 to 100. */
  readonly probability: number | undefined;
  readonly forecast: ForecastCategory | undefined;
  readonly state: 'open' | 'won' | 'lost';
  /** Of a lost stage: the record was no fit from the start. */
  readonly disqualified?: boolean;
  readonly description: string | undefined;
  /** Plain text; HTML guidance is cleaned on the way in. */
  readonly guidance: string | undefined;
  /** Of guidance that was taken apart: the lines that say what the rep does, and others that stay words. */
  readonly actions?: readonly string[];
  /** What it goes on to say that must hold to leave the stage, with its condition in words, and the whole line. */
  readonly criteria?: readonly { readonly kind: 'done' | 'commit'; readonly text: string; readonly line: string }[];
  /** Then what it says of fields that have no place among the key fields: their labels, and the whole line. */
  readonly also?: { readonly labels: string; readonly line: string };
  /** What is done when the stage is not left in time, or when records come back. */
  readonly plans?: readonly SnapshotPlan[];
  /** Help for the rep, one line each. */
  readonly plays?: readonly string[];
  /** Names of fields a rep is shown or must fill here. */
  readonly keyFields: readonly string[];
  /** Names of fields that must be filled in to enter the stage, beyond those that leaving the stage before asks for. */
  readonly requiredToEnter?: readonly string[];
  /** Reasons to choose from when a record is closed in this stage. */
  readonly reasons?: readonly { readonly label: string; readonly needsNote: boolean }[];
  /** Stages with the same number run side by side. */
  readonly parallel?: number;
  /** A place to park records: rules of movement leave it alone. */
  readonly parked?: boolean;
  /** Days after which a record counts as rotting. */
  readonly rotsAfterDays?: number | undefined;
}

/** A plan, as far as words say it. */
export interface SnapshotPlan {
  /** In the language, such as `after 5 days idle`; empty where a condition alone sets it off. */
  readonly trigger: string;
  /** In words, such as `Amount is less than 500`. */
  readonly condition?: string;
  readonly action: SnapshotAction;
  /** The line of guidance that says it, for a draft that cannot. */
  readonly line: string;
}

/** What a plan does; stages, reasons and fields by their labels. */
export type SnapshotAction =
  | { readonly kind: 'follow-up'; readonly text: string }
  | { readonly kind: 'return'; readonly to: string; readonly because: string | undefined }
  | { readonly kind: 'hold'; readonly place: string | undefined; readonly until: string | undefined }
  | { readonly kind: 'lose' | 'disqualify'; readonly stage: string; readonly reason: string };

export interface SnapshotField {
  /** API name. */
  readonly name: string;
  /** Object of the CRM, such as `Opportunity`. */
  readonly object: string;
  readonly label: string;
  readonly type: FieldType;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly description: string | undefined;
  /** The group it is kept in (HubSpot), by name and, where known, label. */
  readonly group?: { readonly name: string; readonly label: string | undefined };
  /** The CRM brings it along: it was not made by the team. */
  readonly standard?: boolean;
  /** `false` where nothing says that it came from this tool: a plan leaves it alone. */
  readonly ours?: boolean;
  /** It holds the date of this activity, and rules ask of it what only activities can be asked. */
  readonly activity?: SnapshotActivity;
}

/** An activity on a record, with whom by label. */
export interface SnapshotActivity {
  readonly kind: string;
  readonly name: string | undefined;
  readonly state: string;
  readonly preposition: string | undefined;
  readonly parties: readonly string[];
  readonly atLeast: number | undefined;
}

export interface SnapshotRule {
  /** Object of the CRM whose records it is about; the one for deals where nothing is said. */
  readonly object?: string;
  readonly name: string;
  readonly active: boolean;
  /** It stands for what the buyer commits to. */
  readonly isCommitment?: boolean;
  /** Labels of the buyers who commit to it, where it says so. */
  readonly committedBy?: readonly string[];
  /** The formula, verbatim. */
  readonly formula: string;
  readonly message: string;
  /** `false` where nothing says that it came from this tool: a plan leaves it alone. */
  readonly ours?: boolean;
}
