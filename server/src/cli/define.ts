import type { Command } from 'commander';
import type { Io } from './io.ts';

/** Tells the caller the exit code of a command that ended without an error. */
export type End = (code: number) => void;

/** What every command file exports: its options, arguments, examples and what it does. */
export type Define = (command: Command, io: Io, end: End) => void;

/** Examples for the end of a command's help. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
