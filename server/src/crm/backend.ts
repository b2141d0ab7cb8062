import type { Finding } from '../model/finding.ts';
import type { ProjectModel } from '../model/model.ts';
import type { Span } from '../model/source.ts';
import type { DraftOptions } from './draft/index.ts';
import type { NotHeld } from './not-held.ts';
import type { CrmSnapshot } from './snapshot.ts';

/** Ids of the targets `generate --target`, `import` and `plan` know. */
export type TargetId =
  | 'salesforce'
  | 'hubspot'
  | 'pipedrive'
  | 'markdown'
  | 'csv'
  | 'json'
  | 'mermaid'
  | 'bpmn'
  | 'sql'
  | 'zoho'
  | 'dynamics';

/** A file to write below the folder asked for. */
export interface GeneratedFile {
  /** Relative to the output folder, with `/`; never absolute, never with `..`. */
  readonly path: string;
  readonly content: string;
  /** Written with the executable bit. */
  readonly executable?: boolean;
}

/** A file that was read, for import and plan. */
export interface InputFile {
  /** Relative to the folder that was read, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** How a CRM shows or enforces a criterion. */
export type EnforcementLevel = 'native' | 'helper' | 'manual';

/** One line of the enforcement report. */
export interface Enforcement {
  /** Semantic path of the criterion, such as `NewBusiness/Discovery/exit/done[0]`. */
  readonly path: string;
  /** The criterion in words. */
  readonly text: string;
  readonly level: EnforcementLevel;
  /** What enforces it (the rule, the helper field and who sets it) or what an admin must do by hand; a full sentence. */
  readonly how: string;
  readonly span: Span;
}

/** Where a generated item comes from. */
export interface SourceMapEntry {
  /** Path of the generated file. */
  readonly file: string;
  /** The item within it, such as a stage's or rule's name. */
  readonly item: string;
  readonly span: Span;
}

/** What a backend makes of a project. */
export interface Generated {
  readonly files: readonly GeneratedFile[];
  readonly enforcement: readonly Enforcement[];
  readonly sourceMap: readonly SourceMapEntry[];
  /** What the source says and this configuration has no place for; documents leave nothing out. */
  readonly notHeld?: readonly NotHeld[];
  /** Limits of the target that the source breaks (rule ids `crm/…`), placed in the source. */
  readonly findings: readonly Finding[];
}

export interface GenerateOptions {
  /** Only this process (its name), else all. */
  readonly process?: string | undefined;
  /** Salesforce `sourceApiVersion`, such as `66.0`. */
  readonly apiVersion?: string | undefined;
}

/** One CRM or document format. Pure: no file is read or written here, and the same model gives the same bytes. */
export interface Backend {
  readonly id: TargetId;
  /** As the vendor writes it. */
  readonly title: string;
  generate(model: ProjectModel, options: GenerateOptions): Generated;
  /** Reads exported configuration; `undefined` for targets that cannot be imported. */
  readonly read?: (files: readonly InputFile[]) => CrmSnapshot;
  /** Says what the rules of an export demand in the language, for the draft that import writes. */
  readonly translateRule?: NonNullable<DraftOptions['translate']>;
  /** Says a formula of an export as evidence, for conditions of branches. */
  readonly translateCondition?: NonNullable<DraftOptions['translateCondition']>;
}
