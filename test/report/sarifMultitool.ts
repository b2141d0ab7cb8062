import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** Microsoft's SARIF Multitool for this machine, or `undefined` where its package has no program for it. */
export const multitool = findMultitool();

function findMultitool(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = path.dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json'));
  const program = path.join(folder, 'Sarif.Multitool');
  if (!existsSync(program)) return undefined;
  chmodSync(program, 0o755);
  return program;
}

/** The SARIF 2.1.0 schema that comes with the tool. */
export function sarifSchema(): Record<string, unknown> {
  const folder = path.dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json'));
  return JSON.parse(readFileSync(path.join(folder, 'sarif-2.1.0.json'), 'utf8'));
}

/** What the validator says with its general rules and those of GitHub; its exit code says nothing. */
export function validate(sarif: string): { rule: string; level: string; message: string }[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-sarif-'));
  const input = path.join(folder, 'report.sarif');
  const output = path.join(folder, 'validation.sarif');
  writeFileSync(input, sarif);
  run(['validate', input, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '--output', output, '--quiet']);
  const [log] = JSON.parse(readFileSync(output, 'utf8')).runs;
  const notes = (log.invocations ?? []).flatMap(
    (one: { toolExecutionNotifications?: unknown[] }) => one.toolExecutionNotifications ?? [],
  );
  expectNoNotes(notes);
  return (log.results ?? []).map(
    (result: { ruleId: string; level?: string; message: { id: string; arguments?: string[] } }) => ({
      rule: result.ruleId,
      level: result.level ?? 'warning',
      message: `${result.message.id} ${result.message.arguments?.join(' | ')}`,
    }),
  );
}

function expectNoNotes(notes: readonly unknown[]): void {
  if (notes.length > 0) throw new Error(`The validator could not work: ${JSON.stringify(notes)}`);
}

/** Lets the tool compute GitHub's fingerprints itself, for files below a folder. */
export function withToolFingerprints(sarif: string, sourceRoot: string): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-sarif-'));
  const log = JSON.parse(sarif);
  log.runs[0].originalUriBaseIds = { '%SRCROOT%': { uri: `file://${sourceRoot}/` } };
  for (const result of log.runs[0].results) delete result.partialFingerprints;
  const input = path.join(folder, 'report.sarif');
  const output = path.join(folder, 'rewritten.sarif');
  writeFileSync(input, JSON.stringify(log));
  run(['rewrite', input, '--output', output, '--insert', 'RollingHashPartialFingerprints']);
  const results: { partialFingerprints: { primaryLocationLineHash: string } }[] = JSON.parse(
    readFileSync(output, 'utf8'),
  ).runs[0].results;
  return results.map((result) => result.partialFingerprints.primaryLocationLineHash);
}

function run(args: readonly string[]): void {
  try {
    execFileSync(multitool!, args, { stdio: 'pipe' });
  } catch (error) {
    if ((error as { status?: number }).status === undefined) throw error;
  }
}
