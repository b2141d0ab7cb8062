import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, salesflow } from './support.ts';

const draft = `// Our pipeline.
process Sale "Sale" {
  step Demo "Hold the demo" {
    exit { done "Demo held with the buyer" proof meeting "Demo" held }
  }
  step Chase "Follow up on the demo"
  step Forecast "Update the forecast"
  won Won "Won"
  lost Lost "Lost" { reason Late "Too late" }
}
`;
const read = (folder: string) => readFileSync(path.join(folder, 'a.salesflow'), 'utf8');

describe('salesflow streamline', () => {
  it('proposes without touching a file', async () => {
    const folder = folderWith({ 'a.salesflow': draft });
    const { code, out, err } = await salesflow(folder, ['streamline', 'a.salesflow']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('follow-up-plan "Follow up on the demo" → "Hold the demo"');
    expect(out).toContain('steps 3 → 1');
    expect(out).toContain('1. Say who buys');
    expect(out).toMatch(/a\.salesflow:3:8 Hold the demo/);
    expect(read(folder)).toBe(draft);
  });

  it('writes with --apply, and has nothing more to propose then', async () => {
    const folder = folderWith({ 'a.salesflow': `\uFEFF${draft}` });
    const { code, err } = await salesflow(folder, ['streamline', '--apply']);
    expect([code, err]).toEqual([0, 'a.salesflow\n']);
    expect(read(folder)).toMatch(/^\uFEFF\/\/ Our pipeline/);
    expect(read(folder)).toContain('follow-up "Follow up on the demo"');
    const again = read(folder);
    expect((await salesflow(folder, ['streamline', '--apply'])).err).toBe('');
    expect(read(folder)).toBe(again);
  });

  it('carries out one proposal by the id that JSON tells', async () => {
    const folder = folderWith({ 'a.salesflow': draft });
    const plan = JSON.parse((await salesflow(folder, ['streamline', '--format', 'json'])).out);
    const remove = plan.proposals.find(({ verdict }: { verdict: string }) => verdict === 'remove');
    expect(remove).toMatchObject({ step: 'Sale/Forecast', standard: 'buyer-centric', changes: true });
    expect((await salesflow(folder, ['streamline', '--accept', remove.id])).code).toBe(0);
    expect(read(folder)).not.toContain('forecast');
    expect(read(folder)).toContain('step Chase');
    const unknown = await salesflow(folder, ['streamline', '--accept', 'nothing']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('no proposal "nothing"')]);
  });

  it('draws the process before and after, and reports in Markdown', async () => {
    const folder = folderWith({ 'a.salesflow': draft });
    const { out } = await salesflow(folder, ['streamline', '--format', 'markdown', '--pictures', 'review']);
    expect(out).toContain('| Follow up on the demo | follow-up-plan | Hold the demo | required |');
    for (const side of ['before', 'after']) expect(existsSync(path.join(folder, `review/Sale.${side}.svg`))).toBe(true);
    expect(readFileSync(path.join(folder, 'review/Sale.after.svg'), 'utf8')).not.toContain('forecast');
    expect(read(folder)).toBe(draft);
  });

  it('says once what many steps lack, with the place of each', async () => {
    const step = (name: string) => `step ${name} "Hold the ${name} meeting" { crm stage "${name}" }`;
    const names = ['first', 'second', 'third'];
    const text = `process Sale "Sale" { ${names.map(step).join('\n')}\n won Won "Won"\n lost Lost "Lost" { reason Late "Late" } }`;
    const folder = folderWith({ 'a.salesflow': text });
    const { out } = await salesflow(folder, ['streamline']);
    expect(out.match(/has no exit criteria/g)).toHaveLength(1);
    expect(out).toMatch(/"…" has no exit criteria[^\n]*\n( +a\.salesflow:\d+:\d+ Hold the \w+ meeting\n){3}/);
    const markdown = (await salesflow(folder, ['streamline', '--format', 'markdown'])).out;
    expect(markdown.match(/has no exit criteria/g)).toHaveLength(1);
    for (const name of names) expect(markdown).toContain(`     - Hold the ${name} meeting`);
  });

  it('leaves a file with errors alone', async () => {
    const broken = 'process Sale { step }';
    const folder = folderWith({ 'a.salesflow': broken });
    const { code, err } = await salesflow(folder, ['streamline', '--apply']);
    expect(code).toBe(1);
    expect(err).toContain('nothing was changed');
    expect(read(folder)).toBe(broken);
    expect((await salesflow(folder, ['streamline', '--process', 'Other'])).code).toBe(1);
  });
});
