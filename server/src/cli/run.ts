import { CommanderError } from 'commander';
import { exitCodes, refusalCode, UsageError } from './exit.ts';
import type { Io } from './io.ts';
import { program } from './program.ts';

/**
 * Runs one command line and says how it ended; never throws.
 *
 * @param args what follows the program's name
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.ok;
  try {
    const command = await program(args, io, (ended) => {
      code = ended;
    });
    await command.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : refusalCode(args);
    if (error instanceof UsageError) {
      io.err(`salesflow: ${error.message}\n`);
      return refusalCode(args);
    }
    io.err(internalError(error, io));
    return exitCodes.internal;
  }
}

function internalError(error: unknown, io: Io): string {
  const what = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  const stack = error instanceof Error && io.env.SALESFLOW_DEBUG ? `${error.stack}\n` : '';
  const more = stack ? '' : ' Run it again with SALESFLOW_DEBUG=1 for the place, and report it with your file.';
  return `salesflow: internal error: ${what}. This is a defect of salesflow, not of your files.${more}\n${stack}`;
}
