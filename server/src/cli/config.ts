import path from 'node:path';
import type { Config } from '../standards/config.ts';
import { systemReason, UsageError } from './exit.ts';
import { readUtf8 } from './fileSystem.ts';
import type { Io } from './io.ts';

/**
 * The text of a configuration file, or `undefined` without one.
 *
 * @throws {UsageError} where it cannot be read
 */
export async function readConfigText(io: Io, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return readUtf8(file).catch((error: unknown) => {
    throw new UsageError(`Cannot read configuration ${shownAs(io, file)}: ${systemReason(error)}.`);
  });
}

/**
 * What a configuration says, or the defaults without one.
 *
 * @param file absolute path of the file the text was read from
 * @throws {UsageError} that lists every mistake with its place
 */
export async function configFrom(io: Io, file: string | undefined, text: string | undefined): Promise<Config> {
  // Checking a configuration takes all rules, which are loaded only then.
  const { defaultConfig, parseConfig } = await import('../standards/config.ts');
  if (file === undefined || text === undefined) return defaultConfig;
  const { config, problems } = parseConfig(text);
  if (problems.length === 0) return config;
  const lines = problems.map(({ message, offset }) => {
    const before = text.slice(0, offset).split(/\r\n|\n|\r/);
    return `${shownAs(io, file)}:${before.length}:${before.at(-1)!.length + 1}: ${message}`;
  });
  throw new UsageError(`The configuration has mistakes.\n${lines.join('\n')}`);
}

/**
 * The configuration in a file, or the defaults without one.
 *
 * @throws {UsageError} where it cannot be read or has mistakes
 */
export async function readConfig(io: Io, file: string | undefined): Promise<Config> {
  return configFrom(io, file, await readConfigText(io, file));
}

function shownAs(io: Io, file: string): string {
  return path.relative(io.cwd, file) || file;
}
