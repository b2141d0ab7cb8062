import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CallHierarchyItem,
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  SelectionRange,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
  TypeHierarchyItem,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
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
const SALE = `process Sa‸gle "Sale" for Main {
  owner AE
  // #region first
  step Dis‸1covery "Hold the discovery call" {
    helps ‸2Sizing
    do "Size the problem together"
    exit {
      done "Call held" proof meeting "Discovery" held with ‸3Ops
      commit "Ops books the demo" when deal.segment is ‸4ent proof meeting "Demo" scheduled with Ops
    }
    play "Deck" { uses "Deck" at "https://example.com/deck" }
    ‸5
  }
  // #endregion
  step Dem‸6o "Show the product" {
    helps Sizing
    then Discovery when deal.‸7amount > 5
    otherwise { after 9 days ‸8return to Discovery }
  }
  won Won "Won"
}
variant B‸vig "Big" of Sale when deal.segment is ent {
  change step Discovery { owner AE }
}
role AE "Account executive"
`
  .replace('‸g', '‸9')
  .replace('‸v', '‸0');

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await TestWorkspace.open(
    { 'salesflow.config.json': '{ "targets": ["salesforce"] }', 'buyers.salesflow': BUYERS, 'sale.salesflow': SALE },
    { settings: { inlayHints: { crmNames: true } } },
  );
});
afterAll(() => workspace.close());

const uri = () => workspace.uri('sale.salesflow');
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const completions = async (mark: string): Promise<CompletionItem[]> => {
  const { items } = await workspace.request<CompletionList>('textDocument/completion', workspace.cursor(mark));
  return [...items].sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
};
const labels = async (mark: string) => (await completions(mark)).map(({ label }) => label);
const actions = (only: string, mark?: string) => {
  const range =
    mark === undefined ? whole : { start: workspace.cursor(mark).position, end: workspace.cursor(mark).position };
  return workspace.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uri() },
    range,
    context: { diagnostics: [], only: [only] },
  });
};

describe('completion', () => {
  it('offers stuck points that nothing helps first', async () => {
    expect(await labels('2')).toEqual(['Open', 'Sizing']);
  });
  it('offers only personas of the journey, then roles, as people of a meeting', async () => {
    expect(await labels('3')).toEqual(['Ops', 'AE']);
  });
  it('offers the choices of the field that is compared', async () => {
    expect(await labels('4')).toEqual(expect.arrayContaining(['ent', 'smb', 'set']));
  });
  it('offers what the step still lacks before everything else, and no keyword of other blocks', async () => {
    const [first] = await completions('5');
    expect(first).toMatchObject({ label: 'otherwise', detail: 'missing here' });
    expect(await labels('5')).not.toContain('stage');
  });
  it('offers fields of the object before the dot', async () => {
    const found = await labels('7');
    expect(found).toContain('deal.amount');
    expect(found).not.toContain('contact.email');
  });
  it('offers what a plan may do', async () => {
    expect(await labels('8')).toEqual(expect.arrayContaining(['follow-up', 'return', 'hold', 'lose', 'disqualify']));
  });
  it('explains an item when asked', async () => {
    const [item] = await completions('3');
    const { documentation } = await workspace.request<CompletionItem>('completionItem/resolve', item);
    expect(documentation).toMatchObject({ value: expect.stringContaining('Runs onboarding.') });
  });
});

describe('reading', () => {
  it('shows who, where on the journey and what proves a step', async () => {
    const { contents } = await workspace.request<Hover>('textDocument/hover', workspace.cursor('1'));
    const { value } = contents as { value: string };
    expect(value).toContain('**Who:** Account executive (of the process)');
    expect(value).toContain('proven by meeting “Discovery” is held with Operations lead');
    expect(value).toContain('**▸ Aware ⚠**');
  });
  it('helps with the parts of evidence', async () => {
    const help = await workspace.request<SignatureHelp>('textDocument/signatureHelp', workspace.cursor('3'));
    expect(help.signatures[0]?.label).toContain('scheduled|held');
    expect(help.activeParameter).toBe(3);
  });
  it('outlines the file', async () => {
    const [sale] = await workspace.request<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri: uri() },
    });
    expect(sale).toMatchObject({ name: 'Sale', detail: 'Sale' });
    expect(sale?.children?.map(({ name }) => name)).toEqual(['Discovery', 'Demo', 'Won']);
  });
  it('finds declarations of the workspace by some of their letters', async () => {
    const found = await workspace.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'dscvry' });
    expect(found.map(({ name, containerName }) => `${containerName}.${name}`)).toEqual(['Sale.Discovery']);
  });
  it('folds blocks and regions', async () => {
    const folds = await workspace.request<FoldingRange[]>('textDocument/foldingRange', {
      textDocument: { uri: uri() },
    });
    expect(folds).toContainEqual({ startLine: 2, endLine: 13, kind: 'region' });
    expect(folds).toContainEqual({ startLine: 6, endLine: 8 });
  });
  it('grows a selection from word to statement to step to process', async () => {
    const [selection] = await workspace.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri: uri() },
      positions: [workspace.cursor('3').position],
    });
    const lines: number[] = [];
    for (let at = selection; at; at = at.parent) lines.push(at.range.end.line - at.range.start.line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
    expect(lines.length).toBeGreaterThan(4);
  });
  it('links the address of a play', async () => {
    const [link] = await workspace.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: uri() },
    });
    expect(link?.target).toBe('https://example.com/deck');
  });
  it('colours names by what they stand for, in full, in part and as a difference', async () => {
    const full = await workspace.request<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument: { uri: uri() },
    });
    expect(full.data.length % 5).toBe(0);
    expect(full.data.length).toBeGreaterThan(50);
    const part = await workspace.request<SemanticTokens>('textDocument/semanticTokens/range', {
      textDocument: { uri: uri() },
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
    });
    expect(part.data.length).toBe(10);
    const delta = await workspace.request('textDocument/semanticTokens/full/delta', {
      textDocument: { uri: uri() },
      previousResultId: full.resultId,
    });
    expect(delta).toMatchObject({ edits: [] });
  });
  it('shows the scorecard of each step and how many steps help a stuck point', async () => {
    const lenses = await workspace.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: uri() } });
    expect(lenses.map(({ command }) => command?.title)).toContain('Open preview');
    expect(lenses.filter(({ command }) => command?.title.includes('Buyer-centric'))).toHaveLength(2);
    const stuck = await workspace.request<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: workspace.uri('buyers.salesflow') },
    });
    expect(stuck.map(({ command }) => command?.title)).toEqual(['Helped by 2 steps', 'No step helps the buyer here']);
  });
  it('hints at step numbers, inherited owners and criteria, and names in the CRM', async () => {
    const hints = await workspace.request<InlayHint[]>('textDocument/inlayHint', {
      textDocument: { uri: uri() },
      range: whole,
    });
    expect(hints.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['1', '2', 'owner AE', '2 inherited criteria', 'Amount']),
    );
  });
  it('shows the flow: what leads to a step and what follows', async () => {
    const [demo] = await workspace.request<CallHierarchyItem[]>(
      'textDocument/prepareCallHierarchy',
      workspace.cursor('6'),
    );
    const from = await workspace.request<{ from: CallHierarchyItem }[]>('callHierarchy/incomingCalls', { item: demo });
    expect(from.map((call) => call.from.detail)).toEqual(['Discovery']);
    const to = await workspace.request<{ to: CallHierarchyItem }[]>('callHierarchy/outgoingCalls', { item: demo });
    expect(to.map((call) => call.to.detail)).toEqual(['Won', 'Discovery', 'Discovery']);
  });
  it('shows the variants of a process and the base of a variant', async () => {
    const [sale] = await workspace.request<TypeHierarchyItem[]>(
      'textDocument/prepareTypeHierarchy',
      workspace.cursor('9'),
    );
    const below = await workspace.request<TypeHierarchyItem[]>('typeHierarchy/subtypes', { item: sale });
    expect(below.map(({ name }) => name)).toEqual(['Big']);
    const above = await workspace.request<TypeHierarchyItem[]>('typeHierarchy/supertypes', { item: below[0] });
    expect(above.map(({ name }) => name)).toEqual(['Sale']);
  });
  it('edits a name together with its uses while nothing else uses it', async () => {
    expect(await workspace.request('textDocument/linkedEditingRange', workspace.cursor('1'))).toMatchObject({
      ranges: { length: 4 },
    });
  });
});

describe('changing', () => {
  it('puts declarations in order', async () => {
    const [action] = await actions('source.organize');
    const text = Object.values(action?.edit?.changes ?? {})[0]?.[0]?.newText ?? '';
    expect(text.startsWith('role AE')).toBe(true);
    expect(text.indexOf('process Sale')).toBeLessThan(text.indexOf('variant Big'));
  });
  it('extracts a variant from a step', async () => {
    const [action] = await actions('refactor.extract', '1');
    expect(Object.values(action?.edit?.changes ?? {})[0]?.[0]?.newText).toContain('of Sale when deal.segment is smb');
  });
  it('offers to fix or suppress a finding', async () => {
    const found = await workspace.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uri() },
      range: whole,
      context: { diagnostics: [] },
    });
    expect(found.some(({ title }) => title.startsWith('Suppress'))).toBe(true);
    expect(found.every(({ diagnostics, kind }) => kind !== 'quickfix' || diagnostics?.length === 1)).toBe(true);
  });
  it('indents the line after an opening brace', async () => {
    const position = workspace.cursor('5').position;
    const edits = await workspace.request<TextEdit[]>('textDocument/onTypeFormatting', {
      textDocument: { uri: uri() },
      position,
      ch: '\n',
      options: { tabSize: 2, insertSpaces: true },
    });
    expect(edits).toEqual([]);
  });
  it('lays out only the lines selected', async () => {
    const name = workspace.uri('crooked.salesflow');
    await workspace.client.open(name, 'role   A "a"\n\nrole   B "b"\n');
    const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 5 } });
    const edits = await workspace.request<TextEdit[]>('textDocument/rangeFormatting', {
      textDocument: { uri: name },
      range: at(2),
      options: {},
    });
    expect(edits.map(({ newText }) => newText)).toEqual(['role B "b"\n']);
    await workspace.client.close(name);
  });
});

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
