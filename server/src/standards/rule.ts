import type { Fix, Severity, Standard } from '../model/finding.ts';
import type { Process, ProjectModel, Step } from '../model/model.ts';
import type { Span } from '../model/source.ts';
import type { Lookup } from './lookup.ts';
import type { ConfigurableTarget } from './targets.ts';
import type { ProcessUses } from './uses.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How loudly a rule speaks; `off` means that it does not run. */
export type Level = Severity | 'off';

/** The three sets of defaults that a project's configuration can start from. */
export type PresetName = 'recommended' | 'strict' | 'audit';

/** A whole project's level per preset. */
export type PresetLevels = Readonly<Record<PresetName, Level>>;

/** One option of a rule, described well enough for the configuration's schema and the rule's page. */
export type OptionSpec =
  | { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly description: string }
  | { readonly type: 'boolean'; readonly default: boolean; readonly description: string }
  | { readonly type: 'strings'; readonly default: readonly string[]; readonly description: string };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValue = number | boolean | readonly string[];

/** The values a rule runs with: those configured, else the defaults. */
export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { type: 'number' }
    ? number
    : Specs[Name] extends { type: 'boolean' }
      ? boolean
      : Specs[Name] extends { type: 'strings' }
        ? readonly string[]
        : OptionValue;
};

/**
 * An example that the tests execute and the rule's page shows.
 *
 * `within` says what surrounds the code: nothing (`file`), the declarations of the sample project (`project`), or a
 * step or two of the sample process (`process`; steps of the same name take the place of the sample's own). In a wrong
 * example `«` and `»` enclose each place that is reported.
 */
export interface Example {
  readonly within: 'file' | 'project' | 'process';
  readonly code: string;
  /** Option values the example is run with, where not the defaults. */
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** CRMs the example is run for. */
  readonly targets?: readonly ConfigurableTarget[];
  /** What the rule's page shows in place of code that is too long to read, with the same marks. */
  readonly sketch?: string;
}

/** What a rule reports, before the configuration gives it a severity. */
export interface Report {
  /** The smallest range: the word, the name or the keyword. */
  readonly at: Span;
  /** Semantic path, such as `NewBusiness/Discovery/exit/done[0]`. */
  readonly path: string;
  /** What is wrong, why it matters and what to do, in at most two sentences. */
  readonly message: string;
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
  /** Edits that put it right, worked out only when asked for. */
  readonly fixes?: (model: ProjectModel) => readonly Fix[];
}

/** What every rule can see and do. */
export interface RuleContext<Specs extends OptionSpecs> {
  readonly options: OptionValues<Specs>;
  readonly vocabulary: Vocabulary;
  /** Looks up elements and files; what a rule looked up decides when its findings are still valid. */
  readonly lookup: Lookup;
  report(report: Report): void;
}

export interface ProcessContext<Specs extends OptionSpecs = OptionSpecs> extends RuleContext<Specs> {
  readonly process: Process;
  /** The steps this process speaks for: all, or in a variant those it adds or changes. */
  readonly steps: readonly Step[];
}

export interface ProjectContext<Specs extends OptionSpecs = OptionSpecs> extends RuleContext<Specs> {
  /** Of a large project without its processes, which are then known by what they use alone; with them in fixes. */
  readonly model: ProjectModel;
  /** What each process of the project uses, in the order of the processes. */
  readonly processes: readonly ProcessUses[];
  /** What the configured CRMs cannot enforce; empty where nobody asked them. */
  readonly enforcement: readonly EnforcementGap[];
}

/** A criterion that a configured CRM can neither show nor enforce. */
export interface EnforcementGap {
  /** The CRM's name as its vendor writes it. */
  readonly target: string;
  /** Semantic path of the criterion. */
  readonly path: string;
  /** What must be done by hand instead; a full sentence. */
  readonly how: string;
  readonly span: Span;
}

/** What people read about a rule: its page, its row in tables, its entry in SARIF. */
export interface RuleDocs<Specs extends OptionSpecs = OptionSpecs> {
  /** `standard/what-to-do`. */
  readonly id: string;
  readonly standard: Standard;
  readonly levels: PresetLevels;
  /** `declared`: what the source states; `wording`: a conclusion from words; `tool`: about the source as a text. */
  readonly basis: 'declared' | 'wording' | 'tool';
  /** One sentence. */
  readonly summary: string;
  /** What exactly it reports, and what it lets pass. */
  readonly reports: string;
  /** Why it matters to the buyer or the CRM. */
  readonly why: string;
  /** What to do instead. */
  readonly instead: string;
  readonly wrong: readonly Example[];
  readonly right: readonly Example[];
  readonly options: Specs;
  /** Whether it offers edits, and what they do: `undefined` where only a person knows. */
  readonly fix: { readonly safety: Fix['safety']; readonly does: string } | undefined;
  /** Rules whose findings at the same place or below would say less than this one's (`*` ends a prefix). */
  readonly supersedes?: readonly string[];
}

/** Runs per process; its findings are kept while the process and what it looked up stay the same objects. */
export interface ProcessRule<Specs extends OptionSpecs = OptionSpecs> extends RuleDocs<Specs> {
  readonly scope: 'process';
  check(context: ProcessContext<Specs>): void;
}

/** Runs once over the whole project. */
export interface ProjectRule<Specs extends OptionSpecs = OptionSpecs> extends RuleDocs<Specs> {
  readonly scope: 'project';
  check(context: ProjectContext<Specs>): void;
}

/** Reported by another layer (a CRM backend, the linter itself); listed here for its page and its level. */
export interface ExternalRule<Specs extends OptionSpecs = OptionSpecs> extends RuleDocs<Specs> {
  readonly scope: 'external';
}

export type Rule = ProcessRule | ProjectRule | ExternalRule;

/** Declares a rule that runs per process. */
export function processRule<const Specs extends OptionSpecs>(rule: Omit<ProcessRule<Specs>, 'scope'>): ProcessRule {
  return { ...rule, scope: 'process' } as ProcessRule<Specs> as unknown as ProcessRule;
}

/** Declares a rule that runs once over the project. */
export function projectRule<const Specs extends OptionSpecs>(rule: Omit<ProjectRule<Specs>, 'scope'>): ProjectRule {
  return { ...rule, scope: 'project' } as ProjectRule<Specs> as unknown as ProjectRule;
}

/** Declares a rule whose findings come from another layer. */
export function externalRule(rule: Omit<ExternalRule, 'scope' | 'options'>): ExternalRule {
  return { ...rule, options: {}, scope: 'external' };
}

/** A declared fact that is wrong whatever the state of a process. */
export const declaredError: PresetLevels = { recommended: 'error', strict: 'error', audit: 'error' };
/** Completeness: an import cannot have it yet, so the audit only mentions it. */
export const completeness: PresetLevels = { recommended: 'error', strict: 'error', audit: 'hint' };
/** A structure that is unwise rather than wrong, plain to see. */
export const unwise: PresetLevels = { recommended: 'warning', strict: 'error', audit: 'warning' };
/** A conclusion from wording, or from how alike two things are: it may be mistaken and so is never an error. */
export const advice: PresetLevels = { recommended: 'warning', strict: 'warning', audit: 'warning' };
