import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Runs all benchmarks one after the other, or those whose name contains a word that is given:
 * `npm run bench -- cli`. Each prints its figures as ratios to something measured in the same run.
 */
const folder = import.meta.dirname;
const asked = process.argv.slice(2);
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.bench.ts') && (asked.length === 0 || asked.some((word) => file.includes(word))),
);
let failed = false;
for (const file of files.sort()) {
  console.log(`\n== ${file.replace('.bench.ts', '')}`);
  const { status } = spawnSync(process.execPath, [path.join(folder, file)], { stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
