import { type PathPatterns, pathPatterns } from '../base/pathPatterns.ts';
import type { Config, Override, RuleSettings } from './config.ts';
import type { Level, OptionSpecs, OptionValue, OptionValues, PresetName, Rule } from './rule.ts';

/** Where findings are shown: while someone writes, or where a build can fail. */
export type Surface = 'editor' | 'ci';

/** What the rules run with in one place; the same object for all places with the same settings. */
export interface Settings {
  level(rule: Rule): Level;
  options(rule: Rule): OptionValues<OptionSpecs>;
}

/** Works out a configuration's settings for files and processes. */
export class SettingsResolver {
  private readonly known = new Map<string, Settings>();
  private readonly patterns = new Map<Override, PathPatterns>();
  private readonly config: Config;
  private readonly surface: Surface;

  constructor(config: Config, surface: Surface) {
    this.config = config;
    this.surface = surface;
  }

  /** `path` is relative to the project's root, `process` the name of the process or `undefined` outside of any. */
  settingsFor(path: string, process: string | undefined): Settings {
    const matching = this.config.overrides.filter((override) => this.applies(override, path, process));
    const key = matching.map((override) => this.config.overrides.indexOf(override)).join();
    let settings = this.known.get(key);
    if (!settings) {
      settings = this.resolve(matching);
      this.known.set(key, settings);
    }
    return settings;
  }

  private applies(override: Override, path: string, process: string | undefined): boolean {
    const inFile = override.files.length === 0 || this.files(override).test(path).ignored;
    const inProcess = override.processes.length === 0 || (process !== undefined && matchesName(override, process));
    return inFile && inProcess;
  }

  private files(override: Override): PathPatterns {
    let patterns = this.patterns.get(override);
    if (!patterns) {
      patterns = pathPatterns(override.files);
      this.patterns.set(override, patterns);
    }
    return patterns;
  }

  private resolve(overrides: readonly Override[]): Settings {
    const preset = overrides.findLast((override) => override.extends)?.extends ?? this.config.extends;
    const layers = [this.config.rules, ...overrides.map((override) => override.rules), this.config[this.surface]];
    const levels = new Map<Rule, Level>();
    const options = new Map<Rule, OptionValues<OptionSpecs>>();
    return {
      level: (rule) => remember(levels, rule, () => levelOf(rule, preset, layers)),
      options: (rule) => remember(options, rule, () => optionsOf(rule, layers)),
    };
  }
}

function levelOf(rule: Rule, preset: PresetName, layers: readonly RuleSettings[]): Level {
  let level = rule.levels[preset];
  for (const layer of layers) {
    level = own(layer, rule.id)?.severity ?? own(layer, `${rule.standard}/*`)?.severity ?? level;
  }
  return level;
}

function optionsOf(rule: Rule, layers: readonly RuleSettings[]): OptionValues<OptionSpecs> {
  const values: Record<string, OptionValue> = {};
  for (const [name, spec] of Object.entries(rule.options)) values[name] = spec.default;
  for (const layer of layers) Object.assign(values, own(layer, rule.id)?.options);
  return values;
}

function own(settings: RuleSettings, key: string): RuleSettings[string] | undefined {
  return Object.hasOwn(settings, key) ? settings[key] : undefined;
}

function matchesName(override: Override, name: string): boolean {
  return override.processes.some((pattern) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(name);
  });
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
