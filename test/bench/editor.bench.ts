import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '../lsp/support/client.ts';

/**
 * How quick the language server is in a large workspace, over real standard input and output.
 *
 * `node test/bench/editor.bench.ts [FILES]`: 500 files of 40 steps each, and one file of 2,000 lines that is edited.
 */
const FILES = Number(process.argv[2] ?? 500);
const STEPS = 40;
const KEYSTROKES = 150;

function step(file: number, index: number): string {
  return `  step S${file}_${index} "Agree part ${index} of plan ${file}" {
    helps Stuck${index % 8}
    do "Review part ${index} with the operations lead"
    exit {
      done "Review of part ${index} held" proof meeting "Review ${index}" held with OpsLead
      collect deal.annual_cost
      commit "Operations lead books review ${index + 1}" proof meeting "Review ${index + 1}" scheduled with Cfo
    }
    otherwise { after 5 days follow-up "Send the notes and two dates" by SDR }
  }
`;
}

function processText(name: string, file: number, steps: number): string {
  const all = Array.from({ length: steps }, (_, index) => step(file, index)).join('');
  return `process ${name} "Process ${file}" for Main {\n  owner AE\n${all}  won Won${file} "Won"\n}\n`;
}

const SHARED = `role AE "Account executive"
role SDR "Sales development"
persona OpsLead "VP Operations" { buys-as champion }
persona Cfo "Chief financial officer" { buys-as economic-buyer }
object deal { field annual_cost "Annual cost" : currency }
journey Main "Main" for OpsLead, Cfo {
${[0, 2, 4, 6].map((at) => `  stage Stage${at} "Stage ${at}" { stuck Stuck${at} "Cannot go on at ${at}" stuck Stuck${at + 1} "Cannot go on at ${at + 1}" }`).join('\n')}
}
`;

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function report(name: string, value: number, unit: string, aim: number): void {
  console.log(
    `${name.padEnd(58)} ${value.toFixed(1).padStart(9)} ${unit.padEnd(3)} aim ${aim} ${value <= aim ? 'met' : 'NOT MET'}`,
  );
}

/** Resident memory of a process in megabytes; `NaN` where the system does not tell. */
function memoryOf(pid: number | undefined): number {
  try {
    const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(line?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'salesflow-bench-'));
try {
  mkdirSync(path.join(folder, 'processes'));
  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  writeFileSync(path.join(folder, 'salesflow.config.json'), '{}');
  writeFileSync(path.join(folder, 'shared.salesflow'), SHARED);
  for (let file = 0; file < FILES; file++)
    writeFileSync(path.join(folder, 'processes', `p${file}.salesflow`), processText(`P${file}`, file, STEPS));
  const big = [0, 1, 2, 3, 4].map((part) => processText(`Big${part}`, 9000 + part, STEPS)).join('');
  writeFileSync(path.join(folder, 'big.salesflow'), big);
  console.log(
    `${FILES} files × ${STEPS} steps; edited file: ${big.split('\n').length} lines, ${(big.length / 1000).toFixed(0)} kB`,
  );

  const script = process.env.SALESFLOW_SERVER;
  const client = await Client.start({ folders: [pathToFileURL(folder).href], ...(script ? { script } : {}) });
  const bigUri = uriOf('big.salesflow');
  const broken = big.replace('helps Stuck0', 'helps Stuckk0');
  const opened = performance.now();
  await client.open(bigUri, broken);
  await client.found(bigUri, 'language/unknown-name');
  report('first diagnostics after opening the workspace', performance.now() - opened, 'ms', 3000);
  await client.request('workspace/symbol', { query: 'S1_1' });
  console.log(`${'whole workspace read'.padEnd(58)} ${(performance.now() - opened).toFixed(1).padStart(9)} ms`);
  await new Promise((resolve) => setTimeout(resolve, 6000));

  // Typing: a word in a text and then a whole statement letter by letter, each keystroke turning one error on or off.
  const keystroke = async (text: string) => {
    const start = performance.now();
    const before = client.diagnostics.get(bigUri);
    await client.change(bigUri, text);
    await client.until(() => client.diagnostics.get(bigUri) !== before, 'diagnostics are published');
    return performance.now() - start;
  };
  const times: number[] = [];
  for (let i = 0; i < KEYSTROKES + 20; i++) {
    const at = `helps Stuck${'k'.repeat(2 + (i % 7))}0`;
    const time = await keystroke(broken.replace(/helps Stuckk*0/, i % 2 === 0 ? at : 'helps Stuck0'));
    if (i >= 20) times.push(time);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  report('keystroke to published diagnostics, median', quantile(times, 0.5), 'ms', 30);
  report('keystroke to published diagnostics, p95', quantile(times, 0.95), 'ms', 30);
  const syntax: number[] = [];
  for (let i = 0; i < 60; i++) {
    syntax.push(
      await keystroke(
        broken.replace('helps Stuckk0', i % 2 === 0 ? 'helps Stuck0\n    own' : 'helps Stuck0\n    owne'),
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  report('the same with a syntax error, p95', quantile(syntax, 0.95), 'ms', 30);

  await client.change(bigUri, big);
  const lines = big.split('\n');
  const completions: number[] = [];
  for (let i = 0; i < 120; i++) {
    const line = lines.findIndex((text, at) => at > (i * 16) % 1900 && text.includes('helps '));
    const start = performance.now();
    await client.request('textDocument/completion', {
      textDocument: { uri: bigUri },
      position: { line, character: 10 },
    });
    if (i >= 20) completions.push(performance.now() - start);
  }
  report('completion, median', quantile(completions, 0.5), 'ms', 20);
  report('completion, p95', quantile(completions, 0.95), 'ms', 20);

  const renames: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    const line = lines.findIndex((text) => text.includes('OpsLead'));
    await client.request('textDocument/rename', {
      textDocument: { uri: bigUri },
      position: { line, character: (lines[line] ?? '').indexOf('OpsLead') + 2 },
      newName: `OpsLead${i}`,
    });
    renames.push(performance.now() - start);
  }
  report('rename of a name used in every file, slowest', Math.max(...renames), 'ms', 500);
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  report('resident memory of the server at rest', memoryOf(client.process.pid), 'MB', 250);
  await client.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
