/** What a validation rule demands, where it could be translated. */
export interface TranslatedRule {
  /** Label or key of the stage it guards; empty for one that holds throughout. */
  readonly stage: string;
  /** Whether it is asked for when a record leaves the stage (as if nothing is said), enters it, or all the time. */
  readonly where?: 'leave' | 'enter' | 'throughout';
  /** Statement for the criterion. */
  readonly text: string;
  /** The buyer commits to it. */
  readonly isCommitment?: boolean;
  /** Labels of the buyers who commit to it. */
  readonly by?: readonly string[];
  /** Evidence in the language, such as `deal.amount > 0`. */
  readonly proof?: string;
  /** Evidence for when it applies. */
  readonly when?: string;
  /** References such as `deal.amount`: it demands that these are filled in, as key fields of the stage; with a proof, that. */
  readonly collects?: readonly string[];
  /** Name of the framework that stands for these fields. */
  readonly framework?: string;
}
