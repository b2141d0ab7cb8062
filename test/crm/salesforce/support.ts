import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { InputFile } from '../../../server/src/crm/backend.ts';

const reference = resolve(import.meta.dirname, '../../../../shared/data/salesforce');
const schema = join(reference, 'metadata.xsd');

/** Whether the schema of the Metadata API and the samples are there; tests that need them say so and skip. */
export const hasReference = existsSync(schema);
if (!hasReference)
  console.warn(`Skipped: what needs the Salesforce schema and samples, which are not in ${reference}.`);

/** Whether the XML checker is installed (Debian: libxml2-utils). */
export const hasXmllint = (() => {
  try {
    execFileSync('xmllint', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    console.warn('Skipped: validation against the Salesforce schema, because xmllint is not installed.');
    return false;
  }
})();

/** What the schema of the Metadata API finds wrong with the files. */
export function schemaErrors(files: readonly InputFile[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'salesflow-xsd-'));
  try {
    const paths = files
      .filter((file) => file.path.endsWith('.xml'))
      .map((file, index) => {
        const path = join(folder, `${index}`, file.path);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, file.content);
        return path;
      });
    if (paths.length === 0) return [];
    execFileSync('xmllint', ['--noout', '--schema', schema, ...paths], { stdio: 'pipe', maxBuffer: 1 << 28 });
    return [];
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    return String(stderr ?? error)
      .split('\n')
      .filter((line) => line.includes('error'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All files below a folder, with paths relative to it. */
export function filesBelow(folder: string): readonly InputFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
    .map((path) => ({ path: path.replaceAll('\\', '/'), content: readFileSync(join(folder, path), 'utf8') }));
}

/** A folder of the samples. */
export function sample(name: string): readonly InputFile[] {
  return filesBelow(join(reference, 'samples', name));
}

/** The sources of a shipped example, by file name. */
export function example(name: string): Readonly<Record<string, string>> {
  const files = filesBelow(resolve(import.meta.dirname, '../../../examples', name));
  return Object.fromEntries(
    files.filter(({ path }) => path.endsWith('.salesflow')).map(({ path, content }) => [path, content]),
  );
}
