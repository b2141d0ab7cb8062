import type { Edit, Finding, Standard } from '../model/finding.ts';
import type { Span } from '../model/source.ts';
import type { Vocabulary } from '../standards/vocabulary.ts';

/** What a step of a detailed draft should become. */
export type Verdict =
  /** It stays a step of the CRM. */
  | 'keep'
  /** What it asks for belongs to another step. */
  | 'fold'
  /** It does what another step does. */
  | 'merge'
  /** Help for the rep, used where it helps. */
  | 'play'
  /** The seller's own gate, proven where it matters. */
  | 'approval'
  /** The plan for unmet exit criteria of another step. */
  | 'follow-up-plan'
  /** It goes: the step, or one of its criteria. */
  | 'remove'
  /** Something the process lacks. */
  | 'add'
  /** The step stays, one of its statements is written differently. */
  | 'reword';

/** One change (or the decision for none) that a person accepts or leaves. */
export interface Proposal {
  /** Stable while other proposals are carried out: the verdict and the semantic path. */
  readonly id: string;
  /** Semantic path of the step, or of the process for what it lacks. */
  readonly step: string;
  /** What people call the step. */
  readonly title: string;
  readonly verdict: Verdict;
  /** The standard that says so; absent for a step that stays. */
  readonly standard: Standard | undefined;
  readonly rule: string | undefined;
  /** One sentence. */
  readonly reason: string;
  /** Title of the step that takes it over. */
  readonly target: string | undefined;
  /** Semantic path of the step whose text takes it over; it may go somewhere else itself. */
  readonly into: string | undefined;
  /** Where the step is named. */
  readonly at: Span;
  /** Alone on the text as it is; carry out several with `applyStreamline`. Empty for a step that stays. */
  readonly edits: readonly Edit[];
}

/** What only a person can know, in the order in which to add it. */
export type FactKind =
  | 'persona'
  | 'journey'
  | 'stuck-points'
  | 'outcomes'
  | 'exit-criteria'
  | 'events'
  | 'proofs'
  | 'plans'
  | 'decisions';

/** Facts of one kind that are missing. */
export interface MissingFacts {
  readonly kind: FactKind;
  /** What to add, one sentence. */
  readonly what: string;
  /** Where, with what is known about it; empty where it is about the project as a whole. */
  readonly places: readonly MissingPlace[];
}

export interface MissingPlace {
  /** Semantic path. */
  readonly path: string;
  readonly title: string;
  readonly message: string;
  readonly at: Span | undefined;
}

/** How large a process is. */
export interface Counts {
  readonly steps: number;
  /** Stages that reps see in the CRM. */
  readonly stages: number;
  readonly criteria: number;
  readonly findings: number;
}

/** What streamlining a project comes to. */
export interface Streamlined {
  readonly proposals: readonly Proposal[];
  readonly missing: readonly MissingFacts[];
  readonly before: Counts;
  /** With every proposal accepted; findings of what stays, as far as they can be told without carrying it out. */
  readonly after: Counts;
}

export interface StreamlineOptions {
  /** Only the process of that name. */
  readonly process?: string | undefined;
  /** Words of the team's own, as its configuration has them. */
  readonly vocabulary?: Vocabulary | undefined;
}

/** Findings at or below one step. */
export function findingsAt(findings: readonly Finding[], path: string): Finding[] {
  return findings.filter((finding) => finding.path === path || finding.path.startsWith(`${path}/`));
}
