import { Argument, Command } from 'commander';
import { type CompletedCommand, completionScript, shells } from '../completionScripts.ts';
import { type Define, examples } from '../define.ts';
import { exitCodes } from '../exit.ts';
import { commands } from './index.ts';

export const define: Define = (command, io, end) => {
  command
    .addArgument(new Argument('<shell>', 'the shell to print it for').choices(shells))
    .addHelpText(
      'after',
      examples([
        'salesflow completion bash > /etc/bash_completion.d/salesflow',
        'salesflow completion zsh > ~/.zfunc/_salesflow',
        'salesflow completion fish > ~/.config/fish/completions/salesflow.fish',
      ]),
    )
    .action(async (shell: (typeof shells)[number]) => {
      const all: CompletedCommand[] = [];
      for (const [name, { summary, load }] of Object.entries(commands)) {
        const described = new Command(name);
        (await load()).define(described, io, () => undefined);
        all.push({
          name,
          summary,
          options: described.options.flatMap(({ long, description, argChoices, required }) =>
            long ? [{ name: long, summary: description, choices: argChoices ?? [], takesValue: required }] : [],
          ),
          choices: described.registeredArguments[0]?.argChoices ?? [],
        });
      }
      io.out(completionScript(shell, all));
      end(exitCodes.ok);
    });
};
