import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figures, measure } from './editor/measure.ts';
import { writeWorkspace } from './editor/workspace.ts';

/**
 * How quick the language server is in a large workspace, over real standard input and output, next to a bare Langium
 * server for the same grammar on the same files. The bare one checks no rules and keeps every syntax tree.
 *
 * `node test/bench/editor.bench.ts [FILES]`: 500 files of 40 steps each, and one file of 2,000 lines that is edited.
 * `SALESFLOW_SERVER` names another script than the built command; `--alone` leaves the bare server out.
 */
const args = process.argv.slice(2);
const FILES = Number(args.find((argument) => !argument.startsWith('--')) ?? 500);

interface Row {
  readonly name: string;
  readonly unit: 'ms' | 'MB';
  readonly aim?: number;
  of(figures: Figures): number;
}

const ROWS: readonly Row[] = [
  { name: 'first diagnostics after opening the workspace', unit: 'ms', aim: 3000, of: (all) => all.firstDiagnostics },
  { name: 'whole workspace read', unit: 'ms', of: (all) => all.workspaceRead },
  { name: 'keystroke to published diagnostics, median', unit: 'ms', aim: 30, of: (all) => median(all.keystrokes) },
  { name: 'keystroke to published diagnostics, p95', unit: 'ms', aim: 30, of: (all) => p95(all.keystrokes) },
  { name: 'the same with a syntax error, p95', unit: 'ms', aim: 30, of: (all) => p95(all.brokenKeystrokes) },
  { name: 'completion, median', unit: 'ms', aim: 20, of: (all) => median(all.completions) },
  { name: 'completion, p95', unit: 'ms', aim: 20, of: (all) => p95(all.completions) },
  { name: 'rename of a name used in every file, slowest', unit: 'ms', aim: 500, of: (all) => Math.max(...all.renames) },
  { name: 'resident memory of the server at rest', unit: 'MB', aim: 250, of: (all) => all.memory },
];

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function p95(values: readonly number[]): number {
  return quantile(values, 0.95);
}

const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-bench-'));
try {
  const big = writeWorkspace(folder, FILES);
  const ours = await measure(
    {
      script: process.env.SALESFLOW_SERVER,
      isUnknownName: ({ code }) => code === 'language/unknown-name',
      keystrokes: 150,
    },
    folder,
    big,
  );
  const bare = args.includes('--alone')
    ? undefined
    : await measure(
        {
          script: path.join(import.meta.dirname, 'editor', 'bare-server.ts'),
          isUnknownName: ({ message }) => String(message).startsWith('Could not resolve reference'),
          keystrokes: 40,
        },
        folder,
        big,
      );
  console.log(`${''.padEnd(46)}${'Salesflow'.padStart(13)}${'bare Langium'.padStart(15)}${'ratio'.padStart(9)}   aim`);
  for (const { name, unit, aim, of } of ROWS) {
    const value = of(ours);
    const other = bare ? of(bare) : Number.NaN;
    const verdict = aim === undefined ? '' : `   ${aim} ${unit} ${value <= aim ? 'met' : 'NOT MET'}`;
    console.log(
      `${name.padEnd(46)}${value.toFixed(1).padStart(10)} ${unit}${other.toFixed(1).padStart(12)} ${unit}${(value / other).toFixed(3).padStart(9)}${verdict}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
