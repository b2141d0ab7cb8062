import type { Span } from './source.ts';

/** As in the Language Server Protocol; `off` never leaves the configuration. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What a rule belongs to; `language` is syntax, names and types, `config` the project's configuration file. */
export type Standard =
  | 'required'
  | 'factual'
  | 'inspectable'
  | 'buyer-centric'
  | 'exit-criteria'
  | 'process'
  | 'crm'
  | 'suppression'
  | 'config'
  | 'language';

/** One replacement in one file; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** An edit that puts a finding right. */
export interface Fix {
  /** Imperative, shown in the editor's menu. */
  readonly title: string;
  /** `safe` keeps the meaning and is applied by `--fix` and on save; a `suggestion` is only offered. */
  readonly safety: 'safe' | 'suggestion';
  readonly edits: readonly Edit[];
}

/** Something a person should know about a place in the source. */
export interface Finding {
  /** Rule id, such as `factual/no-feelings`. */
  readonly rule: string;
  readonly standard: Standard;
  readonly severity: Severity;
  /** What is wrong, why it matters, what to do: at most two sentences. */
  readonly message: string;
  /** The smallest range: a word, a name or a keyword, never a block. */
  readonly span: Span;
  /** Semantic path, such as `NewBusiness/Discovery/exit/done[0]`; empty for a finding on a file. */
  readonly path: string;
  readonly related: readonly { readonly message: string; readonly span: Span }[];
  /** Where the rule is explained. */
  readonly url: string;
  /** Computed when asked for: most findings are never fixed. */
  readonly fixes: () => readonly Fix[];
}

/** The name of the process that a finding's path starts with; the path itself where it leads no further. */
export function processOf(path: string): string {
  const slash = path.indexOf('/');
  return slash < 0 ? path : path.slice(0, slash);
}
