import { availableParallelism } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { OutlineDiffers } from '../model/workspace.ts';
import { Batches, type BatchResult, type BatchTask } from './batches.ts';
import type { Checked } from './checker.ts';

/**
 * Checks a project that is too large to be held whole: batch by batch, on two threads where the machine has two
 * processors. Finds what {@link Checker} finds, in less time and a fraction of the memory, but offers no fixes.
 *
 * @returns `undefined` where a file is broken in such a way that only the whole will do
 */
export async function checkInBatches(task: Omit<BatchTask, 'next'>): Promise<Checked | undefined> {
  setOptions(true);
  const shared: BatchTask = { ...task, next: new Int32Array(new SharedArrayBuffer(4)) };
  const helper = availableParallelism() > 1 ? new Helper(shared) : undefined;
  try {
    const batches = await Batches.open(shared);
    const results = new Map<number, BatchResult>();
    for (let index = batches.takeNext(); index !== undefined; index = batches.takeNext()) {
      results.set(index, batches.check(index));
      // Signals are heard, and what the helper sends is taken, between batches.
      await turn();
    }
    for (const [index, result] of (await helper?.results()) ?? []) results.set(index, result);
    // What the helper took and did not finish, whatever became of it.
    for (let index = 0; index < batches.count; index++)
      if (!results.has(index)) results.set(index, batches.check(index));
    return batches.conclude([...results].sort(([a], [b]) => a - b).map(([, result]) => result));
  } catch (error) {
    if (error instanceof OutlineDiffers) return undefined;
    throw error;
  } finally {
    await helper?.end();
    setOptions(false);
  }
}

/** Megabytes of the space that new objects are made in, of which a thread has three. */
const newSpace = 8;

/**
 * Options of V8 for as long as batches are checked. Heaps grow by a third instead of fourfold between collections, and the
 * spaces for new objects little: what is live here is small and stays small. Afterwards they are as they were, so that
 * compiled code may be kept for runs without.
 */
function setOptions(isBatch: boolean): void {
  setFlagsFromString(`--heap-growing-percent=${isBatch ? 30 : 0}`);
  // This thread's own grow no further than they have by now; those of threads to come start at what they may have.
  setFlagsFromString(`--semi-space-growth-factor=${isBatch ? 1 : 2}`);
  setFlagsFromString(`--min-semi-space-size=${isBatch ? newSpace : 0}`);
  // Node 24 alone: what TurboFan gains over Maglev comes after the end, and its work would take a fifth of the time. V8 lists
  // another default, but it is under this one that it takes code again, as `v8.cachedDataVersionTag` shows.
  if (process.versions.v8.startsWith('13.6.'))
    setFlagsFromString(`--invocation-count-for-turbofan=${isBatch ? 100_000 : 10_000}`);
}

/** A second thread that takes batches too. */
class Helper {
  private readonly worker: Worker;
  private readonly received = new Map<number, BatchResult>();
  private readonly ended: Promise<void>;

  constructor(task: BatchTask) {
    const file = import.meta.url.endsWith('.ts') ? './batchWorker.ts' : './batchWorker.js';
    const { getCompileCacheDir } = process.getBuiltinModule('module');
    // It gives the folder of this very version of Node and its flags, below the one that is asked for.
    const own = getCompileCacheDir?.();
    const env: NodeJS.ProcessEnv = { ...process.env, SALESFLOW_CODE_KIND: 'batch' };
    if (own !== undefined) env.NODE_COMPILE_CACHE = path.dirname(own);
    this.worker = new Worker(new URL(file, import.meta.url), {
      workerData: task,
      env,
      resourceLimits: { maxYoungGenerationSizeMb: 3 * newSpace },
    });
    this.worker.on('message', ([index, result]: [number, BatchResult]) => this.received.set(index, result));
    this.ended = new Promise((resolve) => {
      // What it leaves undone is done by the first thread, which then meets the same error if there is one.
      this.worker.on('error', () => resolve());
      this.worker.on('exit', () => resolve());
    });
  }

  /** What it has done by the time that no batch is left. */
  async results(): Promise<ReadonlyMap<number, BatchResult>> {
    await this.ended;
    return this.received;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
