import type { Backend } from '../backend.ts';
import { generate } from './generate.ts';

/** Salesforce, in source format, to be deployed with the Salesforce CLI. */
export const salesforce: Backend = {
  id: 'salesforce',
  title: 'Salesforce',
  generate,
};

export { salesforceLimits } from './limits.ts';
