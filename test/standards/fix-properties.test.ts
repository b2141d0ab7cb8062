import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../server/src/model/finding.ts';
import { scan } from '../../server/src/standards/comments.ts';
import { applyFixes } from '../../server/src/standards/edits.ts';
import { createLinter } from '../../server/src/standards/linter.ts';
import { project } from '../support/project.ts';
import { config, today } from './lint.ts';

const uri = 'file:///project/process.salesflow';

/** Texts that the wording rules react to in different ways, and some they cannot read. */
const words = fc.constantFrom(
  'Follow up with the buyer',
  'Hold the demo',
  'Book the demo',
  'Log the demo',
  'Buyer is interested and signed',
  'Contract signed and deposit paid',
  'Send the offer, if applicable',
  'Deal review',
  'Update the forecast',
  'Negotiation',
  'Awaiting signature',
  'They discuss it internally',
  'Try to reach several people soon',
  'Say: \\"How are you?\\"',
  '\u{1F600} 报价',
  '',
);
const text = words.map((value) => `"${value}"`);
const proof = fc.constantFrom(
  '',
  ' proof meeting "Demo" held with Buyer',
  ' proof meeting "Demo" scheduled',
  ' proof document "Contract" sent to Buyer',
  ' proof document "Contract" signed by Buyer and deal.amount > 5',
  ' proof deal.next_step is set',
  ' proof manual "Ask"',
  ' proof approval Desk granted',
  ' when deal.amount > 10 proof email received from Buyer',
);
const criterion = fc.oneof(
  fc.tuple(fc.constantFrom('done', 'commit'), text, proof).map((parts) => `${parts[0]} ${parts[1]}${parts[2]}`),
  fc.constantFrom(
    'collect deal.amount',
    'collect deal.amount, deal.close_on, "Notes"',
    'any { done "Demo held" proof meeting "Demo" held done "Call held" }',
  ),
);
const block = (word: string) => fc.array(criterion, { maxLength: 4 }).map((items) => `${word} { ${items.join(' ')} }`);
const item = fc.oneof(
  text.map((value) => `do ${value}`),
  block('exit'),
  block('enter'),
  fc.constantFrom(
    'otherwise { after 9 days lose as Late }',
    'otherwise { after 40 days follow-up "Call" after 9 days return to A }',
    'otherwise { }',
  ),
  fc.constantFrom(
    'helps Size',
    'helps Size, Terms',
    'during Look',
    'optional',
    'within 60 days',
    'owner SE',
    'crm probability 40%',
    'crm probability 20%',
  ),
  fc.constantFrom('then A when deal.amount > 3', 'then C', 'play "Trick" { do "Smile" }', 'handoff to SE'),
);
const body = fc.option(fc.array(item, { maxLength: 7 }), { nil: undefined });
const steps = fc.array(fc.tuple(text, body), { minLength: 1, maxLength: 5 });

/** Lays a process out in one of several ways, with comments where asked. */
function layOut(members: readonly (readonly [string, readonly string[] | undefined])[], style: Style): string {
  const names = ['A', 'B', 'C', 'D', 'E'];
  const gap = style.oneLine ? ' ' : '\n    ';
  const lines = members.map(([label, items], index) => {
    const doc = style.comments ? `/** about ${names[index]} */\n  ` : '';
    const inner = items?.map((each, at) =>
      style.comments && !style.oneLine ? `// note ${index}.${at}\n    ${each}` : each,
    );
    const end = style.oneLine ? ' ' : '\n  ';
    return `  ${doc}step ${names[index]} ${label}${inner ? ` {${inner.length > 0 ? gap : ''}${inner.join(gap)}${end}}` : ''}`;
  });
  if (members.length < 3) lines.push('  step C "Sign the contract"');
  const source = `role AE "Account executive"
role SE "Engineer"
approval Desk "Desk" by AE
persona Buyer "Buyer"
journey Way "Way" for Buyer {
  stage Look "Looks" { stuck Size "Cannot size it alone" }
  stage Weigh "Weighs" { stuck Doubt "Cannot weigh it alone" }
  stage Buy "Buys" { stuck Terms "Cannot finalise terms alone" }
}
process Sale "Sale" for Way {
  owner AE
${lines.join('\n')}
  lost Lost "Lost" { reason Late "Too late" }
}
`;
  return style.crlf ? source.replace(/\n/g, '\r\n') : source;
}

interface Style {
  readonly oneLine: boolean;
  readonly comments: boolean;
  readonly crlf: boolean;
}
const style: fc.Arbitrary<Style> = fc.record({ oneLine: fc.boolean(), comments: fc.boolean(), crlf: fc.boolean() });

async function check(source: string) {
  const { model, findings } = await project(source);
  const found = createLinter().lint(model, { config: config({ extends: 'strict' }), surface: 'ci', today });
  return { syntax: findings.map((finding) => finding.message), found };
}

const comments = (source: string) =>
  scan(source)
    .filter((region) => region.kind === 'comment')
    .map((region) => source.slice(region.start, region.end).replace(/^\/\*\*/, '/*'))
    .sort();

test('after any fix the file has no new syntax or link error, keeps its comments, and has fewer such findings', async () => {
  await fc.assert(
    fc.asyncProperty(steps, style, fc.nat(), async (members, how, pick) => {
      const source = layOut(members, how);
      const before = await check(source);
      const offers = before.found.flatMap((finding) => finding.fixes().map((fix) => ({ finding, fix })));
      if (offers.length === 0) return;
      for (const { finding, fix } of [0, 1, 2].map((offset) => offers[(pick + offset * 7) % offers.length]!)) {
        const { texts, applied } = applyFixes(new Map([[uri, source]]), [fix]);
        const what = `${finding.rule}: ${fix.title}\n${source}\n→\n${texts.get(uri)}`;
        expect(applied, what).toHaveLength(1);
        const after = await check(texts.get(uri)!);
        expect(after.syntax.length, `${after.syntax.join('\n')}\n${what}`).toBeLessThanOrEqual(before.syntax.length);
        expect(comments(texts.get(uri)!), what).toEqual(comments(source));
        const count = (found: readonly Finding[]) => found.filter((each) => each.rule === finding.rule).length;
        expect(count(after.found), what).toBeLessThan(count(before.found));
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 40) },
  );
});
