import type { Finding } from '../model/finding.ts';
import type { ConfigProblem } from './config.ts';

/** Where the configuration is explained. */
const page = 'https://github.com/salesflow/salesflow/blob/main/docs/configuration.md';

/** Mistakes in a configuration file as findings in that file. */
export function configFindings(problems: readonly ConfigProblem[], uri: string): Finding[] {
  return problems.map(({ message, offset, length }) => ({
    rule: 'config/invalid',
    standard: 'config',
    severity: 'error',
    message,
    span: { uri, start: offset, end: offset + length },
    path: '',
    related: [],
    url: page,
    fixes: () => [],
  }));
}
