import './activation.ts';
import { runAll } from './harness.ts';

/** Called by the extension host. */
export function run(): Promise<void> {
  return runAll();
}
