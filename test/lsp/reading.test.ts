import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CallHierarchyItem,
  CodeLens,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Range,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  SymbolInformation,
  TypeHierarchyItem,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { TestWorkspace } from './support/cursor.ts';

const BUYERS = `/** Runs onboarding. */
persona Ops "Operations lead" { buys-as champion }
journey Main "Main journey" for Ops {
  stage Aware "Aware" {
    stuck Sizing "Cannot size the cost"
    stuck Open "Cannot see what is open"
  }
  stage Decide "Decides" { stuck Terms "Cannot agree the terms" }
}
object deal {
  field segment "Segment" : choice { smb "SMB" ent "Enterprise" }
  field cost "Cost of it" : currency
}
`;
const SALE = `/* The process
   as it is. */
// First line of a note,
// second line.
process Sale "Sale" for Main {
  owner AE
  // #region first
  step Discovery "Hold the discovery call" {
    helps Sizing
    do "Size the problem together"
    exit {
      done "Call held" proof meeting "Discovery" held with Ops
      collect deal.cost
      commit "Ops books the demo" when deal.segment is ent proof meeting "Demo" scheduled with Ops
    }
    otherwise { after 9 days lose as NoDecision  after 30 days lose as NoDecision }
    play "Deck" { uses "Deck" at "https://example.com/deck"  uses "Script" at "scripts/first.md" }
  }
  // #endregion
  step Demo "Show the product" {
    helps Sizing
    then Discovery when deal.amount > 5
    otherwise { after 9 days return to Discovery }
  }
  step Redo "Show it once more" { then Demo }
  won Won "Won"
  lost Lost "Lost" { reason NoDecision "No decision" }
}
variant Big "Big" of Sale when deal.segment is ent {
  change step Discovery { owner SE }
  drop step Redo
}
role AE "Account executive"
role SE "Solutions engineer"
`;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await TestWorkspace.open(
    {
      'salesflow.config.json':
        '{ "targets": ["salesforce", "hubspot"], "rules": { "factual/no-hedging": "off" }, "ignore": ["old.salesflow"] }',
      'buyers.salesflow': BUYERS,
      'sale.salesflow': SALE,
    },
    { initializationOptions: { commands: true }, settings: { inlayHints: { crmNames: true } } },
  );
});
afterAll(() => workspace.close());

const uri = () => workspace.uri('sale.salesflow');
const at = (marked: string, name = 'sale.salesflow') => workspace.at(name, marked);
const whole: Range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const ask = <Result>(method: string, params: object = {}, name = 'sale.salesflow') =>
  workspace.request<Result>(`textDocument/${method}`, { textDocument: { uri: workspace.uri(name) }, ...params });

describe('a hover', () => {
  const shown = async (marked: string, name?: string) =>
    ((await workspace.request<Hover | null>('textDocument/hover', at(marked, name)))?.contents as { value: string })
      ?.value ?? '';

  it('of a step says who does it, what proves it and how each CRM shows that', async () => {
    const text = await shown('step Disc‸overy');
    expect(text).toContain('**Who:** Account executive (of the process)');
    expect(text).toContain(
      'Call held — proven when meeting “Discovery” is held with Operations lead\n  - Shown in Salesforce and HubSpot by a helper field',
    );
    expect(text).toContain('**Learns:** Cost of it\n  - Shown in Salesforce and HubSpot natively');
  });
  it('of a step draws the journey with its place on it, what it helps and what nothing helps', async () => {
    expect(await shown('step Disc‸overy')).toContain('**▸ Aware** ◉⚠ → Decides ⚠');
    expect(await shown('step Disc‸overy')).toContain('*◉ helped here, ⚠ nothing helps*');
  });
  it('of a step that a variant changes says what holds there', async () => {
    expect(await shown('change step Disc‸overy')).toContain('**Who:** Solutions engineer\n');
  });
  it('of a persona, used in another file, has its doc comment', async () => {
    expect(await shown('held with O‸ps\n')).toContain('Runs onboarding.');
  });
  it('of a field says what each CRM calls it, be it written or derived', async () => {
    const text = await shown('collect deal.co‸st');
    expect(text).toContain('**In Salesforce:** `Cost_of_it__c`');
    expect(text).toContain('**In HubSpot:** `cost`');
    expect(await shown('deal.am‸ount >')).toContain('**In Salesforce:** `Amount`');
  });
  it('of a choice, a reason and a role says where they belong', async () => {
    expect(await shown('deal.segment is e‸nt proof')).toContain('**Of:** Segment');
    expect(await shown('lose as No‸Decision')).toContain('**Ends as:** Lost');
    expect(await shown('role A‸E')).toContain('**Owns:** Sale');
  });
  it('of a stuck point names the steps that help', async () => {
    expect(await shown('helps Siz‸ing')).toContain('**Helped by:** Hold the discovery call, Show the product');
    expect(await shown('stuck Op‸en', 'buyers.salesflow')).toContain('⚠ no step helps the buyer here');
  });
  it('of a word of the language explains it; a text has none', async () => {
    expect(await shown('other‸wise {')).toContain('The plan for when the exit criteria are not met.');
    expect(await shown('"Hold the dis‸covery call"')).toBe('');
  });
});

describe('signature help', () => {
  const active = async (marked: string) => {
    const help = await workspace.request<SignatureHelp | null>('textDocument/signatureHelp', at(marked));
    const [signature] = help?.signatures ?? [];
    const part = signature?.parameters?.[help?.activeParameter ?? 0]?.label as [number, number] | undefined;
    return part && signature?.label.slice(...part);
  };

  it('lists what evidence can be where nothing is written yet', async () => {
    const help = await workspace.request<SignatureHelp>(
      'textDocument/signatureHelp',
      at('done "Call held" proof ‸meeting'),
    );
    expect(help.signatures.map(({ label }) => label.split(/[ |]/)[0])).toEqual([
      'meeting',
      'document',
      'OBJECT.FIELD',
      'contact',
      'approval',
    ]);
  });
  it('marks the part of the evidence that comes next', async () => {
    expect(await active('proof meeting ‸"Discovery"')).toBe('"label"');
    expect(await active('meeting "Discovery" ‸held')).toBe('scheduled|held|sent|received|replied|completed|logged');
    expect(await active('held with ‸Ops\n')).toBe('with|from|to|by WHO, …');
    expect(await active('deal.segment ‸is ent')).toBe('is [not] | = != < <= > >=');
    expect(await active('deal.segment is ‸ent')).toContain('one of (VALUE, …)');
    expect(await active('deal.amount > ‸5')).toContain('VALUE');
  });
  it('is silent outside of evidence, also where a text reads like it', async () => {
    expect(await active('do "Size the ‸problem')).toBeUndefined();
    expect(await active('helps ‸Sizing')).toBeUndefined();
  });
});

describe('an outline', () => {
  it('of a file shows declarations with their members, and what a variant does to its base', async () => {
    const symbols = await ask<DocumentSymbol[]>('documentSymbol');
    const lines = (list: readonly DocumentSymbol[], depth = 0): string[] =>
      list.flatMap(({ name, detail, children }) => [
        `${'  '.repeat(depth)}${name}: ${detail}`,
        ...lines(children ?? [], depth + 1),
      ]);
    expect(lines(symbols)).toEqual([
      'Sale: Sale',
      '  Discovery: Hold the discovery call',
      '  Demo: Show the product',
      '  Redo: Show it once more',
      '  Won: Won',
      '  Lost: Lost',
      '    NoDecision: No decision',
      'Big: Big',
      '  Discovery: changed',
      '  Redo: dropped',
      'AE: Account executive',
      'SE: Solutions engineer',
    ]);
  });
  it('of a file is flat for an editor without levels', async () => {
    const other = await TestWorkspace.open({ 'sale.salesflow': SALE }, { capabilities: {} });
    const symbols = await other.request<SymbolInformation[]>('textDocument/documentSymbol', {
      textDocument: { uri: other.uri('sale.salesflow') },
    });
    await other.close();
    const reason = symbols.find(({ name }) => name === 'NoDecision');
    expect(reason).toMatchObject({ containerName: 'Sale.Lost', location: { uri: other.uri('sale.salesflow') } });
  });
  it('of the workspace finds names by some of their letters, and labels', async () => {
    const found = async (query: string) =>
      (await workspace.request<WorkspaceSymbol[]>('workspace/symbol', { query })).map(
        ({ name, containerName }) => `${containerName}.${name}`,
      );
    expect(await found('dscvry')).toEqual(['Sale.Discovery']);
    expect(await found('what is open')).toEqual(['Main.Aware.Open']);
  });
});

describe('the look of a text', () => {
  it('folds blocks, comments and regions, and leaves the closing brace in sight', async () => {
    const folds = (await ask<FoldingRange[]>('foldingRange')).map(
      ({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1} ${kind ?? 'block'}`,
    );
    expect(folds).toEqual(
      expect.arrayContaining(['1-2 comment', '3-4 comment', '7-19 region', '8-17 block', '11-14 block', '5-27 block']),
    );
  });
  it('grows a selection from word to text, evidence, statement, block, step, process and file', async () => {
    const [selection] = await ask<SelectionRange[]>('selectionRange', {
      positions: [at('meeting "Disc‸overy" held').position],
    });
    const texts: string[] = [];
    for (let each = selection; each; each = each.parent)
      texts.push(workspace.covered({ uri: uri(), range: each.range }).replace('sale.salesflow: ', ''));
    expect(texts).toEqual([
      'Discovery',
      '"Discovery"',
      'meeting "Discovery" held with Ops',
      'done "Call held" proof meeting "Discovery" held with Ops',
      'lines 11 to 15',
      'lines 8 to 18',
      'lines 5 to 28',
      'lines 5 to 34',
      'lines 1 to 35',
    ]);
  });
  it('links addresses of plays, and in the configuration rules and files', async () => {
    const links = await ask<DocumentLink[]>('documentLink');
    expect(links.map(({ target }) => target)).toEqual(['https://example.com/deck', workspace.uri('scripts/first.md')]);
    const name = 'salesflow.config.json';
    await workspace.client.open(workspace.uri(name), workspace.text(name), 'jsonc');
    const inConfig = await ask<DocumentLink[]>('documentLink', {}, name);
    expect(
      inConfig.map((link) => `${workspace.covered({ uri: workspace.uri(name), range: link.range })} → ${link.target}`),
    ).toEqual([
      `${name}: factual/no-hedging → https://github.com/salesflow/salesflow/blob/main/docs/rules/factual/no-hedging.md`,
      `${name}: old.salesflow → ${workspace.uri('old.salesflow')}`,
    ]);
  });
  it('highlights a name where it is declared and where it is used', async () => {
    const found = await workspace.request<DocumentHighlight[]>('textDocument/documentHighlight', at('step Disc‸overy'));
    expect(found.map(({ range, kind }) => `${range.start.line + 1} ${kind === 3 ? 'declared' : 'used'}`)).toEqual([
      '8 declared',
      '22 used',
      '23 used',
      '30 used',
    ]);
  });
});

describe('semantic tokens', () => {
  /** Each coloured name with its type and modifiers. */
  const decoded = ({ data }: SemanticTokens) => {
    const legend = workspace.client.initialized.capabilities.semanticTokensProvider?.legend;
    const lines = SALE.split('\n');
    let [line, character] = [0, 0];
    return Array.from({ length: data.length / 5 }, (_, i) => {
      const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = data.slice(i * 5, i * 5 + 5);
      character = down > 0 ? right : character + right;
      line += down;
      const set = legend?.tokenModifiers.filter((_, bit) => modifiers & (1 << bit)) ?? [];
      return [lines[line]?.slice(character, character + length), legend?.tokenTypes[type], ...set].join(' ');
    });
  };
  const edited = SALE.replace('helps Sizing', 'helps Open, Sizing');

  it('colour names by what they stand for', async () => {
    const names = decoded(await ask<SemanticTokens>('semanticTokens/full'));
    expect(names.slice(0, 6)).toEqual([
      'Sale class declaration',
      'Main namespace',
      'AE interface',
      'Discovery method declaration',
      'Sizing event',
      'Ops type',
    ]);
    expect(names).toContain('deal struct defaultLibrary');
    expect(names).toContain('amount property defaultLibrary');
    expect(names).toContain('ent enumMember');
  });
  it('are given for a range', async () => {
    const part = await ask<SemanticTokens>('semanticTokens/range', {
      range: { start: { line: 0, character: 0 }, end: { line: 6, character: 0 } },
    });
    expect(decoded(part)).toEqual(['Sale class declaration', 'Main namespace', 'AE interface']);
  });
  it('are given as a difference to what was given before, which makes what a full answer says', async () => {
    const before = await ask<SemanticTokens>('semanticTokens/full');
    await workspace.client.change(uri(), edited);
    const delta = await ask<SemanticTokensDelta>('semanticTokens/full/delta', { previousResultId: before.resultId });
    const data = [...before.data];
    for (const { start, deleteCount, data: added = [] } of [...delta.edits].sort((a, b) => b.start - a.start))
      data.splice(start, deleteCount, ...added);
    const after = await ask<SemanticTokens>('semanticTokens/full');
    await workspace.client.change(uri(), SALE);
    expect(data).toEqual(after.data);
    expect(delta.edits.reduce((sum, { data: added = [] }) => sum + added.length, 0)).toBeLessThan(
      after.data.length / 2,
    );
  });
});

describe('between the lines', () => {
  const lenses = async (name: string, on = workspace) =>
    (await on.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: on.uri(name) } })).map(
      ({ range, command }) => `${range.start.line + 1} ${command?.title}`,
    );
  const hints = async (on = workspace) =>
    (
      await on.request<InlayHint[]>('textDocument/inlayHint', {
        textDocument: { uri: on.uri('sale.salesflow') },
        range: whole,
      })
    ).map(({ position, label }) => `${position.line + 1} ${label}`);

  it('stand the four standards of each step, the steps that help a stuck point, and the way to the preview', async () => {
    expect(await lenses('buyers.salesflow')).toEqual([
      '5 Helped by 2 steps',
      '6 No step helps the buyer here',
      '8 No step helps the buyer here',
    ]);
    const found = await lenses('sale.salesflow');
    expect(found).toContain('5 Open preview');
    expect(
      found
        .filter((title) => /[✓✗] Required.* {2}[✓✗] Factual.* {2}[✓✗] Inspectable.* {2}[✓✗] Buyer-centric/.test(title))
        .map((title) => title.split(' ')[0]),
    ).toEqual(['8', '20', '25']);
  });
  it('a lens over a stuck point leads to the steps that help', async () => {
    const [lens] = await ask<CodeLens[]>('codeLens', {}, 'buyers.salesflow');
    expect(lens?.command?.command).toBe('salesflow.showReferences');
    const places = lens?.command?.arguments?.[2] as Location[];
    expect(places.map((place) => workspace.covered(place))).toEqual([
      'sale.salesflow: Discovery',
      'sale.salesflow: Demo',
    ]);
  });
  it('stand step numbers, inherited owners and criteria, and what CRMs call fields', async () => {
    expect(await hints()).toEqual(
      expect.arrayContaining(['8 1', '8 owner AE', '20 2', '13 Cost_of_it__c', '22 Amount', '30 3 inherited criteria']),
    );
  });
  it.each([
    ['codeLens', 'scorecard', /Required/],
    ['codeLens', 'helpedBy', /Helped|No step/],
    ['codeLens', 'preview', /Open preview/],
    ['inlayHints', 'stepNumbers', /^\d+ \d$/],
    ['inlayHints', 'inheritedOwner', /owner AE/],
    ['inlayHints', 'inheritedCriteria', /inherited criteria/],
    ['inlayHints', 'crmNames', /Amount|__c/],
  ])('the setting %s.%s takes its kind away, at once', async (group, name, gone) => {
    const shown = async () => [
      ...(await lenses('sale.salesflow')),
      ...(await lenses('buyers.salesflow')),
      ...(await hints()),
    ];
    const settings = { inlayHints: { crmNames: true } } as Record<string, Record<string, boolean>>;
    workspace.client.settings = settings;
    await workspace.client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await workspace.client.until(async () => (await shown()).some((text) => gone.test(text)), `${name} is on`);
    const before = await shown();
    workspace.client.settings = { ...settings, [group]: { ...settings[group], [name]: false } };
    await workspace.client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await workspace.client.until(async () => !(await shown()).some((text) => gone.test(text)), `${name} is off`);
    expect(await shown()).toEqual(before.filter((text) => !gone.test(text)));
  });
  it('stands nothing that only one editor understands, where the editor does not say that it does', async () => {
    const other = await TestWorkspace.open(
      { 'buyers.salesflow': BUYERS, 'sale.salesflow': SALE },
      { capabilities: {} },
    );
    const all = await other.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: other.uri('buyers.salesflow') },
    });
    const titles = await lenses('sale.salesflow', other);
    await other.close();
    expect(all.map(({ command }) => command?.command)).toEqual(['', '', '']);
    expect(titles).not.toContain('5 Open preview');
  });
});

describe('the process as a hierarchy', () => {
  const flow = async (marked: string) => {
    const [item] = await workspace.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', at(marked));
    type Way = { from?: CallHierarchyItem; to?: CallHierarchyItem; fromRanges: Range[] };
    const read = (ways: Way[]) =>
      ways.map(
        ({ from, to, fromRanges }) => `${(from ?? to)?.detail} at ${fromRanges.map((range) => range.start.line + 1)}`,
      );
    return {
      from: read(await workspace.request<Way[]>('callHierarchy/incomingCalls', { item })),
      to: read(await workspace.request<Way[]>('callHierarchy/outgoingCalls', { item })),
    };
  };

  it('shows what leads to a step and where a record goes from it, each once with all its places', async () => {
    expect(await flow('step De‸mo')).toEqual({
      from: ['Discovery at 8', 'Redo at 25'],
      to: ['Redo at 20', 'Discovery at 22,23'],
    });
    expect(await flow('lost Lo‸st')).toEqual({ from: ['Discovery at 16,16'], to: [] });
  });
  it('does not let the next step follow where a move has no condition', async () => {
    expect((await flow('step Re‸do')).to).toEqual(['Demo at 25']);
  });
  it('shows variants below their process', async () => {
    const [sale] = await workspace.request<TypeHierarchyItem[]>(
      'textDocument/prepareTypeHierarchy',
      at('process Sa‸le'),
    );
    const below = await workspace.request<TypeHierarchyItem[]>('typeHierarchy/subtypes', { item: sale });
    expect(below.map(({ name }) => name)).toEqual(['Big']);
    const above = await workspace.request<TypeHierarchyItem[]>('typeHierarchy/supertypes', { item: below[0] });
    expect(above.map(({ name }) => name)).toEqual(['Sale']);
  });
});

describe('a way to', () => {
  const places = async (method: string, marked: string, name?: string) =>
    (await workspace.request<Location[] | null>(`textDocument/${method}`, at(marked, name)))?.map((place) =>
      workspace.covered(place),
    );

  it('the declaration leads from every use, into whichever file', async () => {
    expect(await places('definition', 'helps Siz‸ing')).toEqual(['buyers.salesflow: Sizing']);
    expect(await places('declaration', 'for Ma‸in {')).toEqual(['buyers.salesflow: Main']);
    expect(await places('definition', 'deal.segment is e‸nt proof')).toEqual(['buyers.salesflow: ent']);
    expect(await places('definition', 'lose as No‸Decision')).toEqual(['sale.salesflow: NoDecision']);
  });
  it('what it belongs to leads from a stuck point to its stage, from a field to its object, from a variant to its base', async () => {
    expect(await places('typeDefinition', 'helps Siz‸ing')).toEqual(['buyers.salesflow: Aware']);
    expect(await places('typeDefinition', 'deal.seg‸ment is ent proof')).toEqual(['buyers.salesflow: deal']);
    expect(await places('typeDefinition', 'variant Bi‸g')).toEqual(['sale.salesflow: Sale']);
  });
  it('what answers it leads from a stuck point or stage to steps, from a journey to processes, from a process to variants', async () => {
    const steps = ['sale.salesflow: Discovery', 'sale.salesflow: Demo'];
    expect(await places('implementation', 'stuck Siz‸ing', 'buyers.salesflow')).toEqual(steps);
    expect(await places('implementation', 'stage Aw‸are', 'buyers.salesflow')).toEqual(steps);
    expect(await places('implementation', 'journey Ma‸in', 'buyers.salesflow')).toEqual(['sale.salesflow: Sale']);
    expect(await places('implementation', 'process Sa‸le')).toEqual(['sale.salesflow: Big']);
  });
});
