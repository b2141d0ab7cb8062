import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { isPathPattern } from '../base/pathPatterns.ts';
import type { CueKind } from '../prose/claims.ts';
import { ruleById, rules } from './registry.ts';
import type { Level, OptionSpec, OptionValue, PresetName } from './rule.ts';
import { didYouMean } from './suggest.ts';
import { type ConfigurableTarget, configurableTargets } from './targets.ts';
import { cueKinds, noVocabulary, type Vocabulary } from './vocabulary.ts';

/** Name of the configuration file, which also marks a project's root. */
export const configFileName = 'salesflow.config.json';

export const presetNames: readonly PresetName[] = ['recommended', 'strict', 'audit'];
export const levels: readonly Level[] = ['error', 'warning', 'info', 'hint', 'off'];

/** What a project says of one rule; what is left out comes from the preset or the rule's defaults. */
export interface RuleSetting {
  readonly severity?: Level;
  readonly options?: Readonly<Record<string, OptionValue>>;
}

/** By rule id, or `standard/*` for all rules of a standard; a rule's own entry wins over its standard's. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** Other settings for some files (patterns as in .gitignore) or processes (names, `*` for anything). */
export interface Override {
  readonly files: readonly string[];
  readonly processes: readonly string[];
  readonly extends: PresetName | undefined;
  readonly rules: RuleSettings;
}

/** A project's configuration. */
export interface Config {
  readonly extends: PresetName;
  readonly rules: RuleSettings;
  /** Later ones win. */
  readonly overrides: readonly Override[];
  readonly vocabulary: Vocabulary;
  readonly targets: readonly ConfigurableTarget[];
  /** Files left out, as patterns in the manner of .gitignore. */
  readonly ignore: readonly string[];
  /** Settings that hold on one surface only, over everything above. */
  readonly editor: RuleSettings;
  readonly ci: RuleSettings;
}

/** What a project without a configuration file runs with. */
export const defaultConfig: Config = {
  extends: 'recommended',
  rules: {},
  overrides: [],
  vocabulary: noVocabulary,
  targets: [],
  ignore: [],
  editor: {},
  ci: {},
};

/** A mistake in the configuration, with its place in the text (UTF-16 offset and length). */
export interface ConfigProblem {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** Reads a configuration (JSON, comments and trailing commas allowed); what is wrong is reported and left out. */
export function parseConfig(text: string): { readonly config: Config; readonly problems: readonly ConfigProblem[] } {
  const reader = new ConfigReader();
  const config = reader.read(text.replace(/^\uFEFF/, ' '));
  return { config, problems: reader.problems };
}

class ConfigReader {
  readonly problems: ConfigProblem[] = [];

  read(text: string): Config {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    for (const error of errors) {
      const what = printParseErrorCode(error.error)
        .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
        .toLowerCase();
      this.problems.push({ message: `This is not valid JSON: ${what}.`, offset: error.offset, length: error.length });
    }
    if (!root) {
      if (errors.length === 0)
        this.problems.push({ message: 'The file is empty; write at least {}.', offset: 0, length: 0 });
      return defaultConfig;
    }
    const fields = this.object(root, 'The configuration', Object.keys(defaultConfig).concat('$schema'));
    return {
      extends: this.choice(fields.get('extends'), '"extends"', presetNames) ?? defaultConfig.extends,
      rules: this.rules(fields.get('rules')),
      overrides: this.list(fields.get('overrides'), '"overrides"', (node) => this.override(node)),
      vocabulary: this.vocabulary(fields.get('vocabulary')),
      targets: this.list(fields.get('targets'), '"targets"', (node) =>
        this.choice(node, 'A target', configurableTargets),
      ),
      ignore: this.pathPatterns(fields.get('ignore'), '"ignore"'),
      editor: this.surface(fields.get('editor'), '"editor"'),
      ci: this.surface(fields.get('ci'), '"ci"'),
    };
  }

  private override(node: Node): Override | undefined {
    const fields = this.object(node, 'An override', ['files', 'processes', 'extends', 'rules']);
    const files = this.pathPatterns(fields.get('files'), '"files"');
    const processes = this.strings(fields.get('processes'), '"processes"');
    if (node.type === 'object' && files.length === 0 && processes.length === 0) {
      this.report(node, 'This override applies to nothing; name "files" or "processes".', 1);
    }
    return {
      files,
      processes,
      extends: this.choice(fields.get('extends'), '"extends"', presetNames),
      rules: this.rules(fields.get('rules')),
    };
  }

  private surface(node: Node | undefined, what: string): RuleSettings {
    return node ? this.rules(this.object(node, what, ['rules']).get('rules')) : {};
  }

  private vocabulary(node: Node | undefined): Vocabulary {
    if (!node) return noVocabulary;
    const fields = this.object(node, '"vocabulary"', ['allow', 'add']);
    const add: Partial<Record<CueKind, readonly string[]>> = {};
    const added = fields.get('add');
    if (added) {
      for (const [cue, words] of this.object(added, '"add"', cueKinds)) {
        add[cue as CueKind] = this.strings(words, `"${cue}"`);
      }
    }
    return { allow: this.strings(fields.get('allow'), '"allow"'), add };
  }

  private rules(node: Node | undefined): RuleSettings {
    const settings: Record<string, RuleSetting> = {};
    if (!node) return settings;
    for (const [id, value, key] of this.entries(node, '"rules"')) {
      if (!isRuleKey(id)) {
        const hint = id.includes('/') ? didYouMean(id, ruleKeys) : unqualified(id);
        this.report(key, `There is no rule "${id}".${hint || ' "salesflow rules" lists them all.'}`);
        continue;
      }
      const setting = this.rule(id, value);
      if (setting) settings[id] = setting;
    }
    return settings;
  }

  private rule(id: string, node: Node): RuleSetting | undefined {
    if (node.type !== 'object') {
      const severity = this.choice(node, `The severity of "${id}"`, levels);
      return severity && { severity };
    }
    const fields = this.object(node, `"${id}"`, ['severity', 'options']);
    const severity = this.choice(fields.get('severity'), '"severity"', levels);
    const optionsNode = fields.get('options');
    const options = optionsNode && this.options(id, optionsNode);
    return { ...(severity && { severity }), ...(options && { options }) };
  }

  private options(id: string, node: Node): Record<string, OptionValue> {
    const specs = ruleById(id)?.options ?? {};
    const values: Record<string, OptionValue> = {};
    for (const [name, value, key] of this.entries(node, '"options"')) {
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
      if (!spec) {
        const known = Object.keys(specs);
        const hint = known.length === 0 ? ' It has none.' : didYouMean(name, known) || ` It has ${quoted(known)}.`;
        this.report(key, `"${id}" has no option "${name}".${hint}`);
        continue;
      }
      const read = this.option(value, `"${name}"`, spec);
      if (read !== undefined) values[name] = read;
    }
    return values;
  }

  private option(node: Node, what: string, spec: OptionSpec): OptionValue | undefined {
    switch (spec.type) {
      case 'number': {
        if (node.type === 'number' && node.value >= spec.minimum) return node.value;
        return this.report(node, `${what} must be a number of at least ${spec.minimum}.`);
      }
      case 'boolean':
        return node.type === 'boolean' ? node.value : this.report(node, `${what} must be true or false.`);
      case 'strings':
        return this.strings(node, what);
    }
  }

  /** The known fields of an object by name; others are reported. */
  private object(node: Node, what: string, known: readonly string[]): Map<string, Node> {
    const fields = new Map<string, Node>();
    for (const [name, value, key] of this.entries(node, what)) {
      if (known.includes(name)) fields.set(name, value);
      else
        this.report(
          key,
          `${what} has no setting "${name}".${didYouMean(name, known) || ` It takes ${quoted(known)}.`}`,
        );
    }
    return fields;
  }

  /** All fields of an object: name, value and the node of the name. A repeated name is reported; the last one counts. */
  private entries(node: Node, what: string): [name: string, value: Node, key: Node][] {
    if (node.type !== 'object') {
      this.report(node, `${what} must be an object in braces.`);
      return [];
    }
    const entries = new Map<string, [string, Node, Node]>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (!key || !value) continue;
      if (entries.has(key.value)) this.report(key, `"${key.value}" is set twice; only the last one counts.`);
      entries.set(key.value, [key.value, value, key]);
    }
    return [...entries.values()];
  }

  private list<T>(node: Node | undefined, what: string, read: (node: Node) => T | undefined): T[] {
    if (!node) return [];
    if (node.type !== 'array') {
      this.report(node, `${what} must be a list in square brackets.`);
      return [];
    }
    return (node.children ?? []).map(read).filter((item) => item !== undefined);
  }

  private strings(node: Node | undefined, what: string): string[] {
    return this.list(node, what, (item) =>
      item.type === 'string' ? (item.value as string) : this.report(item, `${what} may hold only texts in quotes.`),
    );
  }

  private pathPatterns(node: Node | undefined, what: string): string[] {
    for (const item of node?.children ?? []) {
      if (item.type !== 'string' || isPathPattern(item.value as string)) continue;
      const remedy = 'Close each "[", and write \\[ for the character itself';
      this.report(item, `${what} holds a text that is no pattern as in .gitignore, and names no file. ${remedy}.`);
    }
    return this.strings(node, what);
  }

  private choice<T extends string>(node: Node | undefined, what: string, choices: readonly T[]): T | undefined {
    if (!node) return undefined;
    const value: unknown = getNodeValue(node);
    const match = choices.find((choice) => choice === value);
    if (match !== undefined) return match;
    const hint = (typeof value === 'string' && didYouMean(value, choices)) || '';
    return this.report(node, `${what} must be one of ${quoted(choices)}.${hint}`);
  }

  private report(node: Node, message: string, length = node.length): undefined {
    this.problems.push({ message, offset: node.offset, length });
  }
}

const standardKeys = [...new Set(rules.map((rule) => `${rule.standard}/*`))];
const ruleKeys = [...rules.map((rule) => rule.id), ...standardKeys];

function isRuleKey(key: string): boolean {
  return ruleById(key) !== undefined || standardKeys.includes(key);
}

/** A rule named without its standard. */
function unqualified(name: string): string {
  const rule = rules.find((candidate) => candidate.id.endsWith(`/${name}`));
  return rule ? ` Did you mean "${rule.id}"?` : didYouMean(name, ruleKeys);
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
