import { parentPort, workerData } from 'node:worker_threads';
import { Batches, type BatchTask } from './batches.ts';

/** The second thread of `checkInBatches`: takes batches as long as there are some, and sends what each gave. */
const batches = await Batches.open(workerData as BatchTask);
for (let index = batches.takeNext(); index !== undefined; index = batches.takeNext())
  parentPort?.postMessage([index, batches.check(index)]);
