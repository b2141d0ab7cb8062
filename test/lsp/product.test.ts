import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PreviewResult } from '../../server/src/lsp/protocol.ts';
import { TestWorkspace } from './support/cursor.ts';

const BUYERS = `/** Runs onboarding. */
persona Ops "Operations lead" { buys-as champion }
persona Cfo "Finance lead" { buys-as economic-buyer }
journey Main "Main journey" for Ops {
  stage Aware "Aware" {
    stuck Sizing "Cannot size the cost"
    stuck Open "Cannot see what is open"
  }
}
object deal {
  field segment "Segment" : choice { smb "SMB" ent "Enterprise" }
}
`;
const SALE = `process Sale "Sale" for Main {
  owner AE
  // #region first
  step Discovery "Hold the discovery call" {
    helps Sizing
    do "Size the problem together"
    exit {
      done "Call held" proof meeting "Discovery" held with Ops
      commit "Ops books the demo" when deal.segment is ent proof meeting "Demo" scheduled with Ops
    }
    play "Deck" { uses "Deck" at "https://example.com/deck" }
  }
  // #endregion
  step Demo "Show the product" {
    helps Sizing
    then Discovery when deal.amount > 5
    otherwise { after 9 days return to Discovery }
  }
  won Won "Won"
}
variant Big "Big" of Sale when deal.segment is ent {
  change step Discovery { owner AE }
}
role AE "Account executive"
`;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await TestWorkspace.open({
    'salesflow.config.json': '{ "targets": ["salesforce"] }',
    'buyers.salesflow': BUYERS,
    'sale.salesflow': SALE,
  });
});
afterAll(() => workspace.close());

const uri = () => workspace.uri('sale.salesflow');

describe('the product', () => {
  it('draws, exports, lists and counts', async () => {
    const preview = await workspace.request<PreviewResult>('salesflow/preview', { uri: uri() });
    expect(preview.drawn).toMatchObject({ picture: { process: 'Sale', state: 'current' } });
    expect(await workspace.request('salesflow/export', { uri: uri(), format: 'md', theme: 'light' })).toMatchObject({
      name: 'Sale.md',
      encoding: 'utf8',
    });
    const tree = await workspace.request<{ label: string; children: { children: { gap?: boolean }[] }[] }[]>(
      'salesflow/tree',
      { uri: uri() },
    );
    expect(tree[0]?.children[0]?.children.map(({ gap }) => gap ?? false)).toEqual([false, true]);
    expect(await workspace.request('salesflow/status', { uri: uri() })).toMatchObject({ gaps: 1 });
  });
  it('says what changed since another state', async () => {
    const before = [
      { uri: uri(), text: workspace.text('sale.salesflow').replace('Show the product', 'Present the product') },
      { uri: workspace.uri('buyers.salesflow'), text: BUYERS },
    ];
    const { changes } = await workspace.request<{ changes: { text: string }[] }>('salesflow/compare', {
      uri: uri(),
      theme: 'light',
      before,
      label: 'main',
    });
    expect(changes.map(({ text }) => text).join('\n')).toContain('Show the product');
  });
  it('proposes what each step should become', async () => {
    const result = await workspace.request<{ proposals: { step: string; verdict: string }[]; after: string }>(
      'salesflow/streamline',
      { uri: uri() },
    );
    expect(result.proposals.slice(0, 2).map(({ step, verdict }) => [step, verdict])).toEqual([
      ['Discovery', 'keep'],
      ['Demo', 'keep'],
    ]);
    expect(result.after).toContain('<svg');
  });
  it('writes and reads CRM configuration', async () => {
    const { files } = await workspace.request<{ files: { path: string }[] }>('salesflow/generate', {
      uri: uri(),
      target: 'salesforce',
    });
    expect(files.length).toBeGreaterThan(3);
    const draft = await workspace.request<{ text: string }>('salesflow/import', {
      target: 'csv',
      files: [{ path: 'a.csv', content: 'Stage,Probability\nDiscovery,20\n' }],
    });
    expect(draft.text).toContain('step Discovery');
  });
});

describe('diagnostics', () => {
  it('are published anew only when they differ', async () => {
    const { client } = workspace;
    const uri = 'untitled:Quiet';
    await client.open(uri, 'role AE "Account executive"\nprocess P "P" for Nowhere {\n}\n');
    await client.found(uri, 'language/unknown-name');
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const before = client.diagnostics.get(uri);
    await client.change(uri, 'role AE "Account executive"\nprocess P "P" for Nowhere {\n}\n// Nothing new.\n');
    await client.request('textDocument/documentSymbol', { textDocument: { uri } });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(client.diagnostics.get(uri)).toBe(before);
    await client.change(uri, 'role AE "Account executive"\n\nprocess P "P" for Nowhere {\n}\n');
    await client.until(() => client.diagnostics.get(uri) !== before, 'the place that moved is published');
  });
});

describe('two edits one after the other', () => {
  it('a file that the first one concerns is linked anew by the second, which is in it', async () => {
    const step = (name: string) => `process ${name} "${name}" for Main {\n  step X "X" { helps Later }\n}\n`;
    const buyers = (point: string, persona: string) =>
      `persona Ops "Lead" { buys-as champion }\njourney Main "Main" for ${persona} {\n  stage Aware "Aware" { stuck ${point} "Cannot do it" }\n}\n`;
    const own = await TestWorkspace.open({
      'salesflow.config.json': '{}',
      'buyers.salesflow': buyers('Before', 'Ops'),
      'uses.salesflow': step('One') + step('Two'),
    });
    try {
      const { client } = own;
      const [names, uses] = [own.uri('buyers.salesflow'), own.uri('uses.salesflow')];
      await client.found(uses, 'language/unknown-name');
      // What is wrong in the edited file is published at once; files that use the new name follow after a pause.
      await client.change(names, buyers('Later', 'Nobody'));
      await client.found(names, 'language/unknown-name');
      await client.change(uses, step('One') + step('Two').replace('"X"', '"Y"'));
      const unknown = () => client.diagnostics.get(uses)?.filter(({ code }) => code === 'language/unknown-name');
      await client.until(() => unknown()?.length === 0, 'both uses of the name are known', 5000);
    } finally {
      await own.close();
    }
  });
});

describe('a name that is declared twice', () => {
  it('is reported there, and what uses it says the same whichever was edited last', async () => {
    const journey = (items: string) => `journey J "J" for Ops {\n  stage A "A" { ${items} }\n}\n`;
    const stuck = journey('stuck S "Cannot size it"');
    const sale = (label: string) => `process P "P" for J {\n  step One "${label}" { helps S }\n}\n`;
    const twice = await TestWorkspace.open({
      'a.salesflow': `persona Ops "Ops" {}\n${journey('')}`,
      'b.salesflow': stuck,
      'c.salesflow': stuck,
      'p.salesflow': sale('One'),
    });
    try {
      const { client } = twice;
      const codes = (name: string) => (client.diagnostics.get(twice.uri(name)) ?? []).map(({ code }) => code).sort();
      await client.found(twice.uri('c.salesflow'), 'language/duplicate-name');
      await client.found(twice.uri('p.salesflow'), 'exit-criteria/has-exit');
      const before = codes('p.salesflow');
      expect(before).not.toContain('language/ambiguous-name');
      await client.change(twice.uri('a.salesflow'), `persona Ops "Operations" {}\n${journey('')}`);
      await client.change(twice.uri('p.salesflow'), sale('Two'));
      await twice.request('workspace/symbol', { query: 'One' });
      expect(codes('p.salesflow')).toEqual(before);
    } finally {
      await twice.close();
    }
  });
});
