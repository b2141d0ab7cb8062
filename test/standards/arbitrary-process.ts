import fc from 'fast-check';

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
  const indented = style.tabs ? source.replace(/^ +/gm, (indent) => '\t'.repeat(Math.ceil(indent.length / 2))) : source;
  return style.crlf ? indented.replace(/\n/g, '\r\n') : indented;
}

interface Style {
  readonly oneLine: boolean;
  readonly comments: boolean;
  readonly crlf: boolean;
  readonly tabs: boolean;
}
const style: fc.Arbitrary<Style> = fc.record({
  oneLine: fc.boolean(),
  comments: fc.boolean(),
  crlf: fc.boolean(),
  tabs: fc.boolean(),
});

/** Small processes with all that the rules react to, well or badly written. */
export const randomProcess: fc.Arbitrary<string> = fc.tuple(steps, style).map(([members, how]) => layOut(members, how));
