import { diagnostics } from './diagnostics.ts';
import type { Feature } from './feature.ts';

/** Everything the server answers, one file each. */
export const FEATURES: readonly Feature[] = [diagnostics];
