/** Fails when what `langium generate` makes differs from what is committed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const committed = 'server/src/language/generated';
const config = JSON.parse(readFileSync('langium-config.json', 'utf8'));
// Beside the committed output, because the generator resolves paths from the configuration's folder.
const fresh = mkdtempSync('.generated-');
const configFile = `${fresh}.json`;
try {
  writeFileSync(configFile, JSON.stringify({ ...config, out: fresh }));
  const { status, stdout, stderr } = spawnSync('langium', ['generate', '-f', configFile], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(stdout, stderr);
    process.exit(1);
  }
  const names = (folder: string) => readdirSync(folder).sort();
  const changed = [...new Set([...names(fresh), ...names(committed)])].filter(
    (name) => read(join(fresh, name)) !== read(join(committed, name)),
  );
  if (changed.length > 0) {
    console.error(
      `${changed.map((name) => join(committed, name)).join(', ')} does not match the grammar. Run \`npm run generate:language\` and commit the result.`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
  rmSync(configFile, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
