import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Io } from '../../server/src/cli/io.ts';
import { run } from '../../server/src/cli/run.ts';

/** What one command line did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A new empty folder. */
export function emptyFolder(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'salesflow-cli-')));
}

/** A new folder with those files. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = emptyFolder();
  put(folder, files);
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Runs a command line in a folder, as if from a pipe. */
export async function salesflow(
  folder: string,
  args: readonly string[],
  world: { readonly env?: Io['env']; readonly stdin?: string; readonly terminal?: boolean } = {},
): Promise<Outcome> {
  let out = '';
  let err = '';
  const code = await run(args, {
    cwd: folder,
    env: { SALESFLOW_TODAY: '2026-06-01', ...world.env },
    outIsTerminal: world.terminal ?? false,
    errIsTerminal: world.terminal ?? false,
    stdin: async () => Buffer.from(world.stdin ?? ''),
    out: (text) => {
      out += typeof text === 'string' ? text : Buffer.from(text).toString('latin1');
    },
    err: (text) => {
      err += text;
    },
    stopped: new AbortController().signal,
  });
  return { code, out, err };
}

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_AUTHOR_DATE: '2026-06-01T09:00:00Z', GIT_COMMITTER_DATE: '2026-06-01T09:00:00Z' },
  });
}

/** Makes the folder a repository with everything committed. */
export function commitAll(folder: string, message = 'State'): string {
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', message);
  return git(folder, 'rev-parse', 'HEAD').trim();
}

/** A process without findings. */
export const cleanProcess = `role AE "Account executive"
persona Lead "Head of operations" { buys-as champion }
journey Evaluation "Buying an onboarding tool" for Lead {
  stage Aware "Sees what slow onboarding costs" {
    stuck Sizing "Cannot put a number on the cost without outside benchmark data"
  }
  stage Decide "Builds the case and commits" {
    stuck Terms "Cannot finalise the terms without the vendor"
  }
}
process NewBusiness "New business" for Evaluation {
  owner AE
  step Discovery "Size the problem together" {
    helps Sizing
    do "Hold a discovery call with the head of operations and size the problem together"
    exit {
      done "Discovery call held with the head of operations" proof meeting "Discovery" held with Lead
      collect deal.next_step
      commit "The head of operations books the terms meeting" proof meeting "Terms" scheduled with Lead
    }
    otherwise { after 30 days lose as NoDecision }
    crm stage "Discovery" probability 20% forecast pipeline
  }
  step Terms "Agree the order form" {
    helps Terms
    do "Walk the head of operations through the order form and settle open points"
    within 14 days
    exit {
      done "Terms meeting held with the head of operations" proof meeting "Terms" held with Lead
      collect deal.amount
      commit "The head of operations signs the order form" proof document "Order form" signed by Lead
    }
    otherwise { after 30 days lose as NoDecision }
    crm stage "Terms" probability 70% forecast commit
  }
  won Won "Closed won"
  lost Lost "Closed lost" { reason NoDecision "No decision" }
}
`;

/** The same with a feeling as a criterion, which is a warning. */
export const warningProcess = cleanProcess.replace(
  'done "Terms meeting held with the head of operations" proof meeting "Terms" held with Lead',
  'done "Terms meeting held with the head of operations" proof meeting "Terms" held with Lead\n      done "The head of operations is excited about the product" proof deal.close_on is set',
);

/** The same with an unknown name, which is an error. */
export const errorProcess = cleanProcess.replace('helps Terms', 'helps Termz');

export const config = '{ "extends": "recommended" }\n';
