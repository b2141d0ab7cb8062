import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
import { repositoryAround } from '../inputs.ts';
import type { Io } from '../io.ts';
import { starterFiles } from '../starter.ts';
import { writeFileAtomically } from '../writeFile.ts';

export const define: Define = (command, io, end) => {
  command
    .argument('[dir]', 'folder of the project', '.')
    .option('--force', 'overwrite files that are there')
    .addHelpText('after', examples(['salesflow init', 'salesflow init sales']))
    .action(async (folder: string, options: { readonly force?: boolean }) =>
      end(await init(io, folder, options.force === true)),
    );
};

async function init(io: Io, folder: string, force: boolean): Promise<number> {
  const root = path.resolve(io.cwd, folder);
  const names = starterFiles
    .filter(({ file, keep }) => !keep && existsSync(path.join(root, file)))
    .map(({ file }) => file);
  if (names.length > 0 && !force) {
    throw new UsageError(
      `${folder} holds ${names.join(' and ')} already. Choose another folder, or overwrite with --force.`,
    );
  }
  const top = repositoryAround(root) ?? root;
  for (const { file, content, keep } of starterFiles) {
    // Services read workflows and hooks at the top of a repository only.
    const target = path.join(keep ? top : root, file);
    const shown = path.relative(io.cwd, target);
    // Those of a repository are its own; ours are only added where there are none.
    if (keep && existsSync(target)) {
      io.out(`kept     ${shown}\n`);
      if (!readFileSync(target, 'utf8').includes('salesflow'))
        io.err(`Add to ${shown} what is needed of:\n\n${content}\n`);
      continue;
    }
    await writeFileAtomically(target, content);
    io.out(`created  ${shown}\n`);
  }
  io.err(`Next: salesflow lint${folder === '.' ? '' : ` ${folder}`}\n`);
  return exitCodes.ok;
}
