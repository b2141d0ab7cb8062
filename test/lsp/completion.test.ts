import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-protocol';
import { TestWorkspace } from './support/cursor.ts';

const BUYERS = `/** Runs onboarding. */
persona Ops "Operations lead" { buys-as champion }
persona Cfo "Finance lead" { buys-as economic-buyer }
persona Other "Somebody of another journey"
journey Main "Main journey" for Cfo, Ops {
  stage Aware "Aware" {
    stuck Sizing "Cannot size the cost"
    stuck Open "Cannot see what is open"
  }
  stage Decide "Decide" { stuck Terms "Cannot agree the terms alone" }
}
journey Else "Another journey" for Other { stage Only "Only" { stuck There "Cannot get there" } }
`;
const RECORDS = `role AE "Account executive"
role SE "Solutions engineer"
object deal {
  field segment "Segment" : choice { smb "SMB"  ent "Enterprise" }
  field cost "Cost" : currency
  field signed_on "Signed on" : date
  field ready "Ready" : yesno
}
document Plan "Close plan"
approval Desk "Deal desk" by AE
`;

/** The process, with a line in one of the places that a statement can stand in. */
const sale = (
  line: string,
  place: 'declaration' | 'process' | 'step' | 'exit' | 'otherwise' | 'variant' | 'change',
) => {
  const at = (where: typeof place) => (where === place ? line : '');
  return `${at('declaration')}
process Sale "Sale" for Main {
  owner AE
  ${at('process')}
  step First "Hold the first call" {
    helps Sizing
    do "Call the buyer"
    exit { done "Call held" proof meeting "Intro" held with Ops }
    crm stage "First contact" probability 10%
  }
  step Second "Hold the second call" {
    ${at('step')}
    exit {
      done "Call held" proof document "Offer" sent
      ${at('exit')}
    }
    otherwise {
      ${at('otherwise')}
    }
  }
  step Third "Close the sale" { helps Terms }
  won Won "Won"
  lost Lost "Lost" { reason NoDecision "No decision"  reason Price "Too expensive" }
}
variant Big "Big" of Sale when deal.segment is ent {
  change step Second { within 9 days ${at('change')} }
  add step Extra "Agree the redlines" { helps Terms }
  ${at('variant')}
}
`;
};

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await TestWorkspace.open(
    {
      'salesflow.config.json': '{ "targets": ["salesforce"] }',
      'buyers.salesflow': BUYERS,
      'records.salesflow': RECORDS,
      'sale.salesflow': sale('', 'step'),
    },
    { capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } } },
  );
});
afterAll(() => workspace.close());

type Place = Parameters<typeof sale>[1];

/** What is offered at `‸` of the line, in the order in which an editor shows it. */
async function offered(line: string, place: Place, on = workspace): Promise<CompletionItem[]> {
  const marked = sale(line, place);
  const before = marked.slice(0, marked.indexOf('‸')).split('\n');
  const uri = on.uri('sale.salesflow');
  await on.client.change(uri, marked.replace('‸', ''));
  const list = await on.request<CompletionList | null>('textDocument/completion', {
    textDocument: { uri },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  });
  return [...(list?.items ?? [])].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
}
const labels = async (line: string, place: Place) => (await offered(line, place)).map(({ label }) => label);
const explained = async (line: string, place: Place, label: string) => {
  const item = (await offered(line, place)).find((each) => each.label === label);
  const { documentation } = await workspace.request<CompletionItem>('completionItem/resolve', item);
  return (documentation as { value: string } | undefined)?.value ?? '';
};

describe('completion of names', () => {
  it('puts stuck points that no step helps first, and leaves other journeys out', async () => {
    expect(await labels('helps ‸', 'step')).toEqual(['Open', 'Sizing', 'Terms']);
  });
  it('does not offer again what the list has already', async () => {
    expect(await labels('helps Open, ‸', 'step')).toEqual(['Sizing', 'Terms']);
    expect(await labels('collect deal.cost, deal.‸', 'exit')).not.toContain('deal.cost');
    expect((await labels('commit "x" proof meeting "x" held with Ops, ‸', 'exit'))[0]).toBe('Cfo');
  });
  it('offers only personas of the journey, whom it is for first, then roles, as people of a meeting', async () => {
    expect(await labels('commit "x" proof meeting "x" held with ‸', 'exit')).toEqual(['Cfo', 'Ops', 'AE', 'SE']);
  });
  it('offers only fields that fit the comparison', async () => {
    const numbers = await labels('commit "x" proof deal.cost > ‸', 'exit');
    expect(numbers).toContain('deal.amount');
    expect(numbers.filter((label) => /segment|_on$|ready|yes|no\b|name/.test(label))).toEqual([]);
    const dates = await labels('commit "x" proof deal.signed_on is before ‸', 'exit');
    expect(dates).toContain('deal.close_on');
    expect(dates.filter((label) => /cost|amount|segment|yes/.test(label))).toEqual([]);
  });
  it('offers what can be asked of a field of that type', async () => {
    expect(await labels('commit "x" proof deal.segment ‸', 'exit')).toEqual(['!=', '=', 'is']);
    expect(await labels('commit "x" proof deal.cost ‸', 'exit')).toContain('>=');
    expect(await labels('commit "x" proof deal.signed_on is ‸', 'exit')).toEqual(
      expect.arrayContaining(['in', 'before', 'after', 'within']),
    );
    expect(await labels('commit "x" proof deal.ready is ‸', 'exit')).toEqual(['no', 'not', 'set', 'yes']);
    expect(await labels('commit "x" proof deal.segment is one of (smb, ‸', 'exit')).toEqual(['ent']);
  });
  it('offers only the states of that kind of activity', async () => {
    expect(await labels('commit "x" proof meeting "x" ‸', 'exit')).toEqual([
      'completed',
      'held',
      'logged',
      'scheduled',
    ]);
    expect(await labels('commit "x" proof email ‸', 'exit')).toEqual(
      expect.arrayContaining(['received', 'replied', 'sent']),
    );
    expect(await labels('commit "x" proof email ‸', 'exit')).not.toContain('held');
  });
  it('offers the nearest earlier step to return to first, and only reasons of a loss to lose for', async () => {
    expect(await labels('after 9 days return to ‸', 'otherwise')).toEqual(['First', 'Second', 'Third']);
    expect(await labels('after 9 days lose as ‸', 'otherwise')).toEqual(['NoDecision', 'Price']);
    expect(await labels('after 9 days lose as Sale.Lost.‸', 'otherwise')).toEqual([
      'Sale.Lost.NoDecision',
      'Sale.Lost.Price',
    ]);
  });
  it('offers only dates to hold until', async () => {
    const found = await labels('after 9 days hold until deal.‸', 'otherwise');
    expect(found[0]).toBe('deal.signed_on');
    expect(found).not.toContain('deal.cost');
  });
  it('offers a variant the steps of its base to change, those it changes already last, and none of its own', async () => {
    expect(await labels('change step ‸', 'variant')).toEqual(['First', 'Third', 'Second']);
  });
  it('offers buying roles that personas have, then the usual ones', async () => {
    expect((await labels('commit "x" proof contact as ‸', 'exit')).slice(0, 3)).toEqual([
      'champion',
      'economic-buyer',
      'technical-buyer',
    ]);
  });
  it('offers no software as an owner', async () => {
    expect(await labels('owner ‸', 'step')).toEqual(['AE', 'SE']);
  });
});

describe('completion of texts', () => {
  it('offers CRM stages in use, and replaces the whole text', async () => {
    const [first] = await offered('crm stage "Fir‸st"', 'step');
    expect(first?.label).toBe('First contact');
    expect(first?.textEdit).toMatchObject({
      newText: '"First contact"',
      range: { start: { character: 14 }, end: { character: 21 } },
    });
    expect((await offered('crm stage ‸', 'step'))[0]).toMatchObject({ label: '"First contact"' });
  });
  it('offers subjects of meetings and titles of documents in use', async () => {
    expect(await labels('commit "x" proof meeting "‸"', 'exit')).toEqual(['Intro']);
    expect(await labels('commit "x" proof document ‸', 'exit')).toEqual(['"Offer"', '"…"', 'Plan']);
  });
  it('offers nothing inside texts that are a step’s own, and nothing inside comments', async () => {
    expect(await labels('do "Call ‸"', 'step')).toEqual([]);
    expect(await labels('// helps ‸', 'step')).toEqual([]);
  });
});

describe('completion of statements', () => {
  it('puts what a step still lacks first, and only where a statement can start', async () => {
    const items = await offered('‸', 'step');
    expect(items.slice(0, 2).map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'helps: missing here',
      'do: missing here',
    ]);
    const behind = await offered('owner AE ‸', 'step');
    expect(behind[0]).toMatchObject({ label: 'with' });
    expect(behind.some(({ detail }) => detail === 'missing here')).toBe(false);
  });
  it('puts missing kinds of exit criteria first, and says so of none that a variant inherits', async () => {
    expect((await offered('‸', 'exit')).slice(0, 2).map(({ label }) => label)).toEqual(['collect', 'commit']);
    expect((await offered('‸', 'change')).some(({ detail }) => detail === 'missing here')).toBe(false);
  });
  it('completes a plan with reasons that exist', async () => {
    const [first] = (await offered('‸', 'step')).filter(({ label }) => label === 'otherwise');
    expect(first?.textEdit?.newText).toContain('lose as $'.replace('$', '${4|NoDecision,Price|}'));
  });
  it('starts evidence with records, those of buyers filled in', async () => {
    const items = await offered('commit "x" proof ‸', 'exit');
    expect(items.slice(0, 3).map(({ label }) => label)).toEqual(['meeting', 'call', 'email']);
    expect(items[0]?.textEdit?.newText).toBe(
      'meeting "$" scheduled with $2'.replace('$', '${1:Next topic}').replace('$2', '${2|Cfo,Ops|}'),
    );
  });
  it('says of each item what it means and what the line will look like', async () => {
    expect(await explained('helps ‸', 'step', 'Open')).toContain('```salesflow\nhelps Open\n```');
    const persona = await explained('commit "x" proof meeting "x" held with ‸', 'exit', 'Ops');
    expect(persona).toContain('Runs onboarding.');
    expect(persona).toContain('commit "x" proof meeting "x" held with Ops');
    expect(await explained('‸', 'step', 'otherwise')).toContain('otherwise {\n  after 5 days follow-up');
    expect(await explained('after ‸', 'otherwise', '14 days')).toContain('after 14 days');
  });
});

/** The text of a snippet when the places are left as they are: a choice takes its first one. */
const accepted = (snippet: string) =>
  snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '');

describe('what is accepted', () => {
  const places: [string, Place][] = [
    ['‸', 'declaration'],
    ['‸', 'process'],
    ['‸', 'step'],
    ['‸', 'exit'],
    ['‸', 'otherwise'],
    ['‸', 'variant'],
    ['‸', 'change'],
    ['commit "x" proof ‸', 'exit'],
    ['done "x" when ‸ proof meeting "x" held', 'exit'],
    ['after 9 days ‸', 'otherwise'],
    ['helps ‸', 'step'],
    ['crm stage ‸', 'step'],
  ];
  /** Words that need something of the reader's own behind them. */
  const OPEN_ENDED = new Set(['=', '!=', 'not', 'idle', 'when', 'by', 'with', 'from', 'to', 'and', 'or', 'at']);

  it.each(places)('at "%s" in a %s compiles, whatever it is', async (line, place) => {
    const uri = workspace.uri('sale.salesflow');
    const items = await offered(line, place);
    expect(items.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const { label, textEdit } of items) {
      const field = /^[a-z]+\.\w+$/.test(label) && /proof|when/.test(line);
      if (OPEN_ENDED.has(label)) continue;
      const text = accepted(textEdit?.newText ?? label) + (field ? ' is set' : '');
      await workspace.client.change(uri, sale(line.replace('‸', text), place));
      const { diagnostics } = await findings(uri);
      for (const { code, message } of diagnostics)
        if (String(code).startsWith('language/')) wrong.push(`${text}\n  ${message}`);
    }
    expect(wrong).toEqual([]);
  });

  /** The findings of the newest text. */
  async function findings(uri: string) {
    await workspace.request('textDocument/documentSymbol', { textDocument: { uri } });
    return { diagnostics: workspace.client.diagnostics.get(uri) ?? [] };
  }
});

describe('an editor without snippets', () => {
  it('is given plain text', async () => {
    const other = await TestWorkspace.open(
      { 'buyers.salesflow': BUYERS, 'records.salesflow': RECORDS, 'sale.salesflow': sale('', 'step') },
      { capabilities: {} },
    );
    try {
      for (const [line, place] of [
        ['‸', 'step'],
        ['commit "x" proof ‸', 'exit'],
      ] as const)
        for (const item of await offered(line, place, other)) {
          expect(item.insertTextFormat).not.toBe(2);
          expect(item.textEdit?.newText).not.toContain('${');
        }
    } finally {
      await other.close();
    }
  });
});
