/**
 * The main job, on the shipped example: findings, picture, CRM configuration. Runs the built command as a user would
 * and says where everything is.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = 'examples/saas-new-business';
const out = 'out/demo';

/** Runs `salesflow` with these arguments; exit codes above `allowed` end the demo. */
function salesflow(args: readonly string[], allowed = 0): void {
  console.log(`\n$ npx salesflow ${args.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['server/bin/salesflow.js', ...args], { cwd: root, stdio: 'inherit' });
  if (status === null || status > allowed) {
    console.error(`\nsalesflow ended with exit code ${status}.`);
    process.exit(status ?? 3);
  }
}

rmSync(`${root}${out}`, { recursive: true, force: true });
mkdirSync(`${root}${out}`, { recursive: true });

// Findings are the point of the job, not a failure of it.
salesflow(['lint', example], 1);
for (const format of ['svg', 'png', 'html']) {
  salesflow(['render', example, '--process', 'NewBusiness', '--format', format, '-o', `${out}/new-business.${format}`]);
}
for (const target of ['salesforce', 'hubspot']) {
  salesflow(['generate', example, '--target', target, '-o', `${out}/${target}`], 1);
}

console.log('\nEverything is in place:');
const places: [string, string][] = [
  ['The example', example],
  ['Overlay, as SVG', `${out}/new-business.svg`],
  ['Overlay, as PNG', `${out}/new-business.png`],
  ['Overlay, as HTML', `${out}/new-business.html`],
  ['Salesforce project', `${out}/salesforce`],
  ['HubSpot configuration', `${out}/hubspot`],
];
for (const [what, path] of places) {
  if (!existsSync(`${root}${path}`)) {
    console.error(`${what} is missing at ${path}.`);
    process.exit(3);
  }
  const size = statSync(`${root}${path}`).isFile() ? ` (${Math.ceil(statSync(`${root}${path}`).size / 1024)} kB)` : '/';
  console.log(`  ${what.padEnd(24)}${relative(root, `${root}${path}`)}${size}`);
}
