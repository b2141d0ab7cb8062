import { Command } from 'commander';
import { commands } from './commands/index.ts';
import { type End, examples } from './define.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

/**
 * The parser for a command line. Only the command that is asked for is loaded; of the others the name and summary are
 * enough for `--help`.
 */
export async function program(args: readonly string[], io: Io, end: End): Promise<Command> {
  const root = new Command('salesflow');
  prepare(root, io);
  root
    .description(
      'Sales process as code: write the process from the buyer’s side, check it, see it, and configure the CRM from it.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText(
      'after',
      examples([
        'salesflow init',
        'salesflow lint',
        'salesflow render -o journey.svg',
        'salesflow explain factual/no-feelings',
      ]),
    )
    .addHelpText(
      'after',
      'Exit codes: 0 clean, 1 findings or out of date, 2 usage or configuration, 3 internal error.\n',
    );
  const asked = args.filter((arg) => !arg.startsWith('-')).slice(0, 2);
  for (const [name, { summary, load }] of Object.entries(commands)) {
    const command = root.command(name);
    prepare(command, io);
    command.summary(summary).description(summary);
    if (asked.includes(name)) (await load()).define(command, io, end);
  }
  return root;
}

function prepare(command: Command, io: Io): void {
  command
    .exitOverride()
    .showHelpAfterError('Run it with --help for what it takes.')
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'salesflow: ')),
    });
}
