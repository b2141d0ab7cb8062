import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Config, defaultConfig, parseConfig } from '../standards/config.ts';
import { systemReason, UsageError } from './exit.ts';
import type { Io } from './io.ts';

/**
 * The configuration in a file, or the defaults without one.
 *
 * @throws {UsageError} that lists every mistake with its place
 */
export async function readConfig(io: Io, file: string | undefined): Promise<Config> {
  if (file === undefined) return defaultConfig;
  const shown = path.relative(io.cwd, file) || file;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`Cannot read configuration ${shown}: ${systemReason(error)}.`);
  });
  const { config, problems } = parseConfig(text);
  if (problems.length === 0) return config;
  const lines = problems.map(({ message, offset }) => {
    const before = text.slice(0, offset).split(/\r\n|\n|\r/);
    return `${shown}:${before.length}:${before.at(-1)!.length + 1}: ${message}`;
  });
  throw new UsageError(`The configuration has mistakes.\n${lines.join('\n')}`);
}
