import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';

export const define: Define = (command, _io, end) => {
  command
    .option('--stdio', 'speak over standard input and output')
    .addHelpText('after', examples(['salesflow lsp --stdio']))
    // Editors add arguments of their own, such as --clientProcessId.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options: { readonly stdio?: boolean }) => {
      if (!options.stdio)
        throw new UsageError('The language server speaks over standard input and output. Run: salesflow lsp --stdio');
      await import('../../lsp/main-node.ts');
      end(exitCodes.ok);
    });
};
