import { describe, expect, it } from 'vitest';
import { loadBackend } from '../../server/src/crm/index.ts';
import { project } from '../support/project.ts';
import { content, json, newBusiness } from './support.ts';

const crms = ['salesforce', 'hubspot', 'pipedrive'] as const;

describe.each(crms)('the enforcement report of %s', (target) => {
  it('says of each criterion of the example in the language reference what it enforces and how', async () => {
    const { model } = await project(newBusiness);
    const generated = (await loadBackend(target)).generate(model, {});
    await expect(content(generated, 'enforcement.md')).toMatchFileSnapshot(`golden/enforcement-${target}.md`);
    expect(json<{ criteria: unknown[]; notHeld: unknown[] }>(generated, 'enforcement.json')).toMatchObject({
      criteria: generated.enforcement.map(({ level, how }) => ({ level, how })),
      notHeld: (generated.notHeld ?? []).map(({ text }) => ({ text })),
    });
  });

  it('names moves, entry points, reasons, conditions, and what the configuration does not hold', async () => {
    const { model, findings } = await project(`
persona Cfo "Chief financial officer"
object deal { field segment "Segment" : choice { smb "SMB" ent "Enterprise" } field plan "Plan" : text }
process Sale "Sale" {
  starts at Offer when deal.amount > 5
  moves forward-only, no-skipping
  step Qualify "Qualify" {
    within 3 days
    exit {
      done "Plan agreed" when deal.segment is ent proof deal.plan is set
      commit "Budget named" by Cfo proof deal.amount is set
    }
    then Sign when deal.amount < 500
    otherwise { after 5 days follow-up "Call" }
  }
  parallel { step Offer "Offer" { exit { done "Sent" proof deal.plan is set } } step Legal "Legal" }
  step Sign "Sign" { otherwise { after 9 days return to Qualify } }
  won Won "Won"
  disqualified NoFit "No fit" { reason Small "Too small" }
}
variant Large "Large" of Sale when deal.amount > 500 { drop step Legal }`);
    expect(findings).toEqual([]);
    const { enforcement, notHeld = [] } = (await loadBackend(target)).generate(model, {});
    const lines = enforcement.filter(({ path }) => !path.startsWith('Large'));
    const texts = lines.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['Moves forward only', 'Skips no stage', 'Reason for No fit']));
    expect(enforcement.some(({ text }) => text === 'Applies when Amount is more than 500')).toBe(true);
    const told = notHeld.filter(({ path }) => path.startsWith('Sale')).map(({ text }) => text);
    const everywhere = ['“Qualify” within 3 days'];
    const elsewhere = [
      'That Chief financial officer commits to “Budget named”',
      'Branch from “Qualify” to “Sign” when Amount is less than 500',
      'Plan of “Qualify”: After 5 days: Call',
      'Plan of “Sign”: After 9 days: return to Qualify',
      '“Offer” and “Legal” may run side by side',
      '“No fit” is for records that were no fit, not for lost ones',
    ];
    const expected = { salesforce: everywhere, hubspot: [...everywhere, ...elsewhere], pipedrive: elsewhere }[target];
    expect([...told].sort()).toEqual([...expected].sort());
  });
});
