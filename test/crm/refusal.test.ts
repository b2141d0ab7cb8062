import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, salesflow } from '../cli/support.ts';
import { TestWorkspace } from '../lsp/support/cursor.ts';

const sound =
  'process Sale "Sale" { step Talk "Talk" { exit { done "Talked" proof deal.amount is set } } won Won "Won" }\n';

/** What the command line and the editor must both refuse, and what both say about it. */
const refused: [string, 'salesforce' | 'hubspot', string, RegExp][] = [
  [
    'two meanings of one stage',
    'salesforce',
    `${sound}process Zeta "Zeta" {\n  step Talk "Talk" { crm stage "Talk" probability 70% }\n  won Won "Won"\n}\n`,
    /Salesforce would refuse this; nothing was generated\.[\s\S]*“Talk” has \d+%/,
  ],
  [
    'more stages than a pipeline holds',
    'hubspot',
    `process Sale "Sale" { ${Array.from({ length: 101 }, (_, at) => `step S${at} "Step ${at}" {}`).join('\n')} won W "W" }`,
    /HubSpot would refuse this; nothing was generated\.[\s\S]*stages do not fit/,
  ],
  [
    'a name that is not there',
    'salesforce',
    sound.replace('deal.amount', 'deal.amuont'),
    /nothing was generated: put 1 error right first\.[\s\S]*amuont/i,
  ],
];

describe('what a CRM would refuse', () => {
  it.each(refused)('is refused by the command line and in the editor alike: %s', async (_, target, text, says) => {
    const folder = folderWith({ 'sale.salesflow': text });
    const { code, out, err } = await salesflow(folder, ['generate', '--target', target, '-o', 'out']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const [reason, ...places] = err.trim().split('\n').reverse();
    expect(`${reason}\n${places.reverse().join('\n')}`).toMatch(says);
    expect(existsSync(path.join(folder, 'out'))).toBe(false);
    const workspace = await TestWorkspace.open({ 'sale.salesflow': text });
    try {
      const asked = workspace.request('salesflow/generate', { uri: workspace.uri('sale.salesflow'), target });
      await expect(asked).rejects.toThrow(new RegExp(says.source, 'i'));
      await expect(asked).rejects.toThrow(/sale\.salesflow, line \d+: /);
    } finally {
      await workspace.close();
    }
  });

  it('is nothing of a sound source', async () => {
    const workspace = await TestWorkspace.open({ 'sale.salesflow': sound });
    try {
      const { files } = await workspace.request<{ files: unknown[] }>('salesflow/generate', {
        uri: workspace.uri('sale.salesflow'),
        target: 'salesforce',
      });
      expect(files.length).toBeGreaterThan(3);
      const { files: forHubspot } = await workspace.request<{ files: { path: string; executable?: boolean }[] }>(
        'salesflow/generate',
        { uri: workspace.uri('sale.salesflow'), target: 'hubspot' },
      );
      // The editor sets the bit that lets the script be run.
      expect(forHubspot.filter(({ executable }) => executable).map(({ path }) => path)).toEqual(['apply.sh']);
    } finally {
      await workspace.close();
    }
  });
});
