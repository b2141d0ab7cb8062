/**
 * Writes everything that is made from the rule registry: a page per rule, the list of rules, the configuration's JSON
 * schema and the README's table. With `--check` nothing is written, and the exit code is 1 if something would change.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cataloguePage, rulesTable } from '../server/src/standards/catalogue.ts';
import { configSchema } from '../server/src/standards/config-schema.ts';
import { rulePage } from '../server/src/standards/page.ts';
import { rules } from '../server/src/standards/registry.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const pages = join(root, 'docs/rules');

const wanted = new Map<string, string>([
  [join(pages, 'README.md'), cataloguePage()],
  [join(root, 'server/schema/salesflow.config.schema.json'), `${JSON.stringify(configSchema(), undefined, 2)}\n`],
]);
for (const rule of rules) wanted.set(join(pages, `${rule.id}.md`), rulePage(rule));

const readme = join(root, 'README.md');
const markers = /(<!-- rules:begin -->\n)[\s\S]*?(<!-- rules:end -->)/;
if (existsSync(readme)) {
  const text = readFileSync(readme, 'utf8');
  wanted.set(
    readme,
    text.replace(markers, (_, begin, end) => `${begin}\n${rulesTable('docs/rules/')}\n\n${end}`),
  );
}

const stale: string[] = [];
for (const [path, text] of wanted) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
for (const path of existsSync(pages) ? readdirSync(pages, { recursive: true, encoding: 'utf8' }) : []) {
  const full = join(pages, path);
  if (!path.endsWith('.md') || wanted.has(full)) continue;
  stale.push(full);
  if (!check) rmSync(full);
}

const names = stale.map((path) => `  ${relative(root, path)}`).join('\n');
if (check && stale.length > 0) {
  console.error(`Not up to date with the rules:\n${names}\nRun "npm run generate:docs" and commit the result.`);
  process.exitCode = 1;
} else if (stale.length > 0) {
  console.log(`Written:\n${names}`);
}
