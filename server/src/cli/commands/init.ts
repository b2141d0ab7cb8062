import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Define, examples } from '../define.ts';
import { exitCodes, UsageError } from '../exit.ts';
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
  const there = starterFiles.filter(({ file }) => existsSync(path.join(root, file)));
  if (there.some(({ keep }) => !keep) && !force) {
    const names = there.filter(({ keep }) => !keep).map(({ file }) => file);
    throw new UsageError(
      `${folder} holds ${names.join(' and ')} already. Choose another folder, or overwrite with --force.`,
    );
  }
  for (const { file, content, keep } of starterFiles) {
    // Hooks and workflows of a repository are its own; ours are only added where there are none.
    if (keep && existsSync(path.join(root, file))) {
      io.out(`kept     ${path.join(folder, file)}\n`);
      continue;
    }
    await writeFileAtomically(path.join(root, file), content);
    io.out(`created  ${path.join(folder, file)}\n`);
  }
  io.err(`Next: salesflow lint ${folder === '.' ? '' : folder}\n`);
  return exitCodes.ok;
}
