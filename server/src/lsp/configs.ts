import { type PathPatterns, pathPatterns } from '../base/pathPatterns.ts';
import type { Backend } from '../crm/backend.ts';
import { isTarget, loadBackend } from '../crm/index.ts';
import { CONFIG_FILE } from '../language/projects.ts';
import { type Config, type ConfigProblem, defaultConfig, parseConfig } from '../standards/config.ts';

interface ConfigRecord {
  readonly text: string;
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
  readonly backends: readonly Backend[];
  readonly ignored: PathPatterns;
}

/** The configuration files of the workspace, by the root folder they stand in. */
export class Configs {
  private readonly records = new Map<string, ConfigRecord>();

  /** Reads a configuration; with a text that is no JSON yet, what it said before stays in force. */
  async set(root: string, text: string): Promise<void> {
    const { config, problems } = parseConfig(text);
    const broken = problems.some(({ message }) => message.startsWith('This is not valid JSON'));
    const before = this.records.get(root);
    const inForce = broken && before ? before.config : config;
    const backends = await Promise.all(inForce.targets.filter(isTarget).map(loadBackend));
    this.records.set(root, { text, config: inForce, problems, backends, ignored: pathPatterns(inForce.ignore) });
  }

  delete(root: string): void {
    this.records.delete(root);
  }

  of(root: string): Config {
    return this.records.get(root)?.config ?? defaultConfig;
  }

  /** Whether the configuration leaves out a file, by its path from the root. */
  isIgnored(root: string, path: string): boolean {
    return this.records.get(root)?.ignored.test(path).ignored ?? false;
  }

  backends(root: string): readonly Backend[] {
    return this.records.get(root)?.backends ?? [];
  }

  problems(root: string): readonly ConfigProblem[] {
    return this.records.get(root)?.problems ?? [];
  }

  textOf(root: string): string | undefined {
    return this.records.get(root)?.text;
  }

  roots(): string[] {
    return [...this.records.keys()];
  }
}

/** Folder of a configuration file, as a URI without a slash at the end; `undefined` for any other file. */
export function rootOfConfig(uri: string): string | undefined {
  return uri.endsWith(`/${CONFIG_FILE}`) ? uri.slice(0, -CONFIG_FILE.length - 1) : undefined;
}

/** URI of the configuration file that stands in a root folder. */
export function configOf(root: string): string {
  return `${root}/${CONFIG_FILE}`;
}
