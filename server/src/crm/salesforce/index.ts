import type { Backend } from '../backend.ts';
import { generate } from './generate.ts';
import { readSalesforce } from './read.ts';
import { translateCondition, translateRule } from './translate-rule.ts';

/** Salesforce, in source format, to be deployed with the Salesforce CLI. */
export const salesforce: Backend = {
  id: 'salesforce',
  title: 'Salesforce',
  generate,
  read: readSalesforce,
  translateRule,
  translateCondition,
};

export { salesforceLimits } from '../../standards/crm/salesforce.ts';
