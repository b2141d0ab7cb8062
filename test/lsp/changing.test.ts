import { afterEach, describe, expect, it } from 'vitest';
import type {
  CodeAction,
  LinkedEditingRanges,
  PrepareRenameResult,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TestWorkspace } from './support/cursor.ts';

const BUYERS = `persona Ops "Operations lead" { buys-as champion }
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
const SALE = `role AE "Account executive"
role SE "Solutions engineer"
process Sale "Sale" for Main {
  owner AE
  step Discovery "Hold the discovery call" {
    helps Main.Aware.Sizing
    do "Size the problem together"
    exit {
      done "Call held" proof meeting "Discovery" held with Ops
      commit "Ops books the demo" proof meeting "Demo" scheduled with Ops
    }
    otherwise { after 9 days lose as NoDecision }
  }
  step Demo "Show the product" {
    helps Sizing
    otherwise { after 9 days return to Discovery }
  }
  won Won "Won"
  lost Lost "Lost" { reason NoDecision "No decision" }
}
`;
const VARIANTS = `variant Big "Big" of Sale when deal.segment is ent {
  change step Discovery { within 30 days }
  change step Demo { owner SE }
}
`;

let workspace: TestWorkspace;
afterEach(() => workspace.close());
const open = async (files: Record<string, string> = {}) => {
  workspace = await TestWorkspace.open({
    'salesflow.config.json': '{}',
    'buyers.salesflow': BUYERS,
    'sale.salesflow': SALE,
    'variants.salesflow': VARIANTS,
    ...files,
  });
};

describe('a rename', () => {
  const renamed = async (name: string, marked: string, newName: string) =>
    workspace.applied(
      await workspace.request<WorkspaceEdit>('textDocument/rename', { ...workspace.at(name, marked), newName }),
    );

  it('of a stuck point changes every file, and keeps the qualifiers', async () => {
    await open();
    const texts = await renamed('sale.salesflow', 'helps Main.Aware.Siz‸ing', 'Cost');
    expect(texts['buyers.salesflow']).toContain('stuck Cost "Cannot size');
    expect(texts['sale.salesflow']).toContain('helps Main.Aware.Cost\n');
    expect(texts['sale.salesflow']).toContain('helps Cost\n');
  });
  it.each([
    ['a journey', 'buyers.salesflow', 'journey Ma‸in', ['journey New "Main', 'for New {', 'helps New.Aware.Sizing']],
    ['a stage', 'buyers.salesflow', 'stage Aw‸are', ['stage New "', 'helps Main.New.Sizing']],
    [
      'a persona',
      'sale.salesflow',
      'held with O‸ps',
      ['persona New ', 'for New {', 'held with New', 'scheduled with New'],
    ],
    ['a role', 'variants.salesflow', 'owner S‸E', ['role New "Solutions', 'owner New }']],
    ['a field', 'variants.salesflow', 'deal.seg‸ment', ['field New "Segment"', 'deal.New is ent']],
    ['a choice', 'variants.salesflow', 'is e‸nt', ['smb "SMB" New "Enterprise"', 'segment is New']],
    ['a process', 'variants.salesflow', 'of Sa‸le', ['process New "Sale"', 'of New when']],
    [
      'a step',
      'variants.salesflow',
      'change step Disc‸overy',
      ['step New "Hold', 'return to New', 'change step New {'],
    ],
    ['a reason', 'sale.salesflow', 'lose as No‸Decision', ['reason New "No', 'lose as New']],
    ['an outcome', 'sale.salesflow', 'won Wo‸n', ['won New "Won"']],
  ])('of %s changes its declaration and all its uses', async (_, file, marked, expected) => {
    await open();
    const all = Object.values(await renamed(file, marked, 'New')).join('\n');
    for (const text of expected) expect(all).toContain(text);
  });
  it('offers the name alone, without its qualifiers', async () => {
    await open();
    const offered = await workspace.request<PrepareRenameResult>(
      'textDocument/prepareRename',
      workspace.at('sale.salesflow', 'helps Main.Aware.Siz‸ing'),
    );
    expect(offered).toMatchObject({ placeholder: 'Sizing' });
    await expect(
      workspace.request('textDocument/prepareRename', workspace.at('sale.salesflow', 'do "Si‸ze')),
    ).resolves.toBeNull();
  });
  it.each([
    [
      'another stuck point',
      'buyers.salesflow',
      'stuck Siz‸ing',
      'Open',
      'already a stuck point called "Open" (buyers.salesflow, line 5)',
    ],
    [
      'a persona, for a role',
      'sale.salesflow',
      'role A‸E',
      'Ops',
      'already a persona called "Ops" (buyers.salesflow, line 1)',
    ],
    [
      'an outcome, for a step',
      'sale.salesflow',
      'step De‸mo',
      'Won',
      'already an outcome called "Won" (sale.salesflow, line 18)',
    ],
    [
      'a built-in field',
      'variants.salesflow',
      'deal.seg‸ment',
      'amount',
      'already a field called "amount" (the built-in library)',
    ],
    ['no name at all', 'sale.salesflow', 'step De‸mo', 'two words', '"two words" cannot be a name'],
  ])('is refused for the name of %s, with the place of the other', async (_, file, marked, name, message) => {
    await open();
    await expect(renamed(file, marked, name)).rejects.toThrow(message);
  });
  it('is refused for what the built-in library declares', async () => {
    await open({ 'more.salesflow': 'process More "More" { step A "A" { exit { collect deal.amount } } }\n' });
    await expect(
      workspace.request('textDocument/prepareRename', workspace.at('more.salesflow', 'deal.am‸ount')),
    ).rejects.toThrow('"amount" belongs to the built-in library and keeps its name. Declare one of your own instead.');
  });
  it('may take a word of the language as name', async () => {
    await open();
    const texts = await renamed('sale.salesflow', 'step De‸mo', 'step');
    expect(texts['sale.salesflow']).toContain('step step "Show the product"');
  });
});

describe('linked editing', () => {
  const linked = (name: string, marked: string) =>
    workspace.request<LinkedEditingRanges | null>('textDocument/linkedEditingRange', workspace.at(name, marked));

  it('changes a name together with its uses while no other file uses it', async () => {
    await open();
    const ranges = (await linked('sale.salesflow', 'reason No‸Decision'))?.ranges ?? [];
    expect(ranges.map((range) => `${range.start.line + 1}:${range.start.character + 1}`)).toEqual(['12:38', '19:29']);
  });
  it('leaves a name alone that other files use, and a use of it', async () => {
    await open();
    expect(await linked('sale.salesflow', 'step Disc‸overy')).toBeNull();
    expect(await linked('sale.salesflow', 'lose as No‸Decision')).toBeNull();
  });
});

describe('a code action', () => {
  const actions = (name: string, marked: string, only?: string[]) => {
    const { textDocument, position } = workspace.at(name, marked);
    return workspace.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: workspace.client.diagnostics.get(textDocument.uri) ?? [], ...(only ? { only } : {}) },
    });
  };
  const applied = (action: CodeAction | undefined) => workspace.applied(action?.edit ?? {});

  it('fixes a misspelt name, as the preferred fix, tied to its diagnostic', async () => {
    await open({ 'more.salesflow': 'process More "More" for Main { owner AEE }\n' });
    await workspace.client.found(workspace.uri('more.salesflow'), 'language/unknown-name');
    const [fix] = await actions('more.salesflow', 'owner A‸EE');
    expect(fix).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'language/unknown-name' }] });
    expect(applied(fix)['more.salesflow']).toContain('owner AE }');
  });
  it('adds the plan and the kinds of exit criteria that a step lacks', async () => {
    await open({
      'more.salesflow':
        'process More "More" for Main {\n  owner AE\n  step One "Hold the call" {\n    helps Sizing\n    do "Call"\n    exit { done "Call held" proof meeting "x" held with Ops }\n  }\n  lost No "No" { reason Never "Never" }\n}\n',
    });
    await workspace.client.found(workspace.uri('more.salesflow'), 'required/plan-for-stall');
    const plan = (await actions('more.salesflow', 'step O‸ne', ['quickfix'])).find(({ title }) =>
      title.includes('plan'),
    );
    expect(applied(plan)['more.salesflow']).toMatch(/otherwise \{[\s\S]*lose as Never/);
    const commit = (await actions('more.salesflow', 'ex‸it', ['quickfix'])).find(({ title }) =>
      title.includes('next step'),
    );
    expect(applied(commit)['more.salesflow']).toContain('commit "');
  });
  it('suppresses a finding with a day on which it comes back', async () => {
    await open({ 'more.salesflow': 'process More "More" { step One "Hold the call" { do "Call" } }\n' });
    await workspace.client.found(workspace.uri('more.salesflow'), 'buyer-centric/journey-defined');
    const found = await actions('more.salesflow', 'process Mo‸re');
    const suppress = found.find(({ title }) => /^Suppress buyer-centric\/journey-defined here until/.test(title));
    expect(applied(suppress)['more.salesflow']).toMatch(
      /^\/\/ salesflow-ignore buyer-centric\/journey-defined: .*\d{4}-\d{2}-\d{2}\nprocess/,
    );
  });
  it('applies every safe fix at once, where an editor asks for source.fixAll', async () => {
    await open({
      'more.salesflow':
        '// salesflow-ignore factual/no-feelings: nothing here\nrole X "X"\n// salesflow-ignore factual/no-hedging: nor here\nrole Y "Y"\n',
    });
    await workspace.client.found(workspace.uri('more.salesflow'), 'suppression/unused');
    const [action, ...others] = await actions('more.salesflow', 'role ‸X', ['source.fixAll']);
    expect(others).toEqual([]);
    expect(action?.kind).toBe('source.fixAll.salesflow');
    expect(applied(action)['more.salesflow']?.trim()).toBe('role X "X"\nrole Y "Y"');
  });
  it('puts declarations in reading order, each with the comments above it', async () => {
    await open({
      'more.salesflow':
        '// The file.\n\nprocess P "P" {\n}\n\n/** Who sells. */\nrole X "X"\n// About Y.\nrole Y "Y"\npersona Z "Z"\n',
    });
    const [action] = await actions('more.salesflow', 'role ‸X', ['source.organize']);
    expect(action?.kind).toBe('source.organize.salesflow');
    expect(applied(action)['more.salesflow']).toBe(
      '// The file.\n\n/** Who sells. */\nrole X "X"\n\n// About Y.\nrole Y "Y"\n\npersona Z "Z"\n\nprocess P "P" {\n}\n',
    );
  });
  it('extracts a variant from a step, which compiles', async () => {
    await open();
    const [action] = await actions('sale.salesflow', 'step De‸mo', ['refactor.extract']);
    expect(action?.kind).toBe('refactor.extract');
    const text = applied(action)['sale.salesflow'] ?? '';
    expect(text).toContain(
      'variant SaleVariant "Sale: variant" of Sale when deal.segment is smb {\n  change step Demo {\n    owner AE\n  }\n}',
    );
    await workspace.client.change(workspace.uri('sale.salesflow'), text);
    await workspace.request('textDocument/documentSymbol', { textDocument: { uri: workspace.uri('sale.salesflow') } });
    const codes = workspace.client.diagnostics.get(workspace.uri('sale.salesflow'))?.map(({ code }) => String(code));
    expect(codes?.filter((code) => code.startsWith('language/'))).toEqual([]);
  });
  it('inlines what a variant says of a step into the base, in another file', async () => {
    await open();
    const [action] = await actions('variants.salesflow', 'change step Disc‸overy', ['refactor.inline']);
    const texts = applied(action);
    expect(texts['sale.salesflow']).toContain(
      '    otherwise { after 9 days lose as NoDecision }\n    within 30 days\n  }',
    );
    expect(texts['variants.salesflow']).toBe(VARIANTS.replace('  change step Discovery { within 30 days }\n', ''));
  });
  it('does not inline what contradicts the base', async () => {
    await open({
      'sale.salesflow': SALE.replace('helps Main.Aware.Sizing', 'helps Main.Aware.Sizing\n    within 5 days'),
    });
    expect(await actions('variants.salesflow', 'change step Disc‸overy', ['refactor.inline'])).toEqual([]);
  });
  it('is offered where it fits: no refactoring on a text, no source action unasked', async () => {
    await open();
    const kinds = (await actions('sale.salesflow', 'do "Si‸ze')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'quickfix')).toEqual([]);
  });
});

describe('formatting', () => {
  const CROOKED = 'role   A "a"\n\nprocess P "p" {\n      owner   A // who\n    step S "s" { do   "x" }\n}\n';
  const laidOut = (text: string, edits: TextEdit[]) =>
    TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);
  const ask = (method: string, params: object = {}) =>
    workspace.request<TextEdit[]>(`textDocument/${method}`, {
      textDocument: { uri: workspace.uri('crooked.salesflow') },
      options: { tabSize: 2, insertSpaces: true },
      ...params,
    });

  it('lays out the whole file, and leaves lines that are right alone', async () => {
    await open({ 'crooked.salesflow': CROOKED });
    const edits = await ask('formatting');
    expect(laidOut(CROOKED, edits)).toBe(
      'role A "a"\n\nprocess P "p" {\n  owner A // who\n  step S "s" { do "x" }\n}\n',
    );
    expect(edits.some(({ range }) => range.start.line <= 2 && range.end.line > 2)).toBe(false);
  });
  it('lays out only the lines selected', async () => {
    await open({ 'crooked.salesflow': CROOKED });
    const edits = await ask('rangeFormatting', {
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 5 } },
    });
    expect(laidOut(CROOKED, edits)).toBe(CROOKED.replace('      owner   A', '  owner A'));
  });
  it('indents while one types: behind an opening brace, and the closing one', async () => {
    const typed = 'process P "p" {\nstep S "s" {\n  // { no block\n      }\n';
    await open({ 'crooked.salesflow': typed });
    const at = (line: number, character: number, ch: string) =>
      ask('onTypeFormatting', { position: { line, character }, ch });
    expect(laidOut(typed, await at(1, 0, '\n'))).toContain('\n  step S');
    expect(laidOut(typed, await at(3, 7, '}'))).toContain('\n  }');
    expect(await at(0, 15, '\n')).toEqual([]);
  });
  it('moves nothing inside a text of several lines', async () => {
    const typed = 'process P """\nline {\n      next\n""" {\n}\n';
    await open({ 'crooked.salesflow': typed });
    expect(await ask('onTypeFormatting', { position: { line: 2, character: 6 }, ch: '\n' })).toEqual([]);
  });
  it('says nothing about a file with errors that it could only guess at', async () => {
    await open({ 'crooked.salesflow': 'process   P "p" {\n  step S "s" { do do }\n' });
    const edits = await ask('formatting');
    expect(laidOut('process   P "p" {\n  step S "s" { do do }\n', edits)).toContain('step S "s" { do do }');
  });
});

describe('a file that is renamed', () => {
  const will = (oldName: string, newName: string) =>
    workspace.request<WorkspaceEdit | null>('workspace/willRenameFiles', {
      files: [{ oldUri: workspace.uri(oldName), newUri: workspace.uri(newName) }],
    });
  const files = {
    'salesflow.config.json':
      '{ "ignore": ["drafts/"], "overrides": [{ "files": ["parts/old.salesflow"], "extends": "audit" }] }',
    'parts/old.salesflow':
      'process Old "Old" { step A "A" { play "P" { uses "Deck" at "../decks/first.pdf"  uses "Page" at "https://example.com/a" } } }\n',
  };

  it('takes its path in the configuration and its own links along', async () => {
    await open(files);
    const texts = workspace.applied((await will('parts/old.salesflow', 'new.salesflow')) ?? {});
    expect(texts['salesflow.config.json']).toContain('"files": ["new.salesflow"]');
    expect(texts['parts/old.salesflow']).toContain('at "decks/first.pdf"  uses "Page" at "https://example.com/a"');
  });
  it('takes links to it along, and those of a folder', async () => {
    await open(files);
    const deck = workspace.applied((await will('decks/first.pdf', 'decks/second one.pdf')) ?? {});
    expect(deck['parts/old.salesflow']).toContain('at "../decks/second one.pdf"');
    const folder = workspace.applied((await will('parts', 'pieces/of/it')) ?? {});
    expect(folder['salesflow.config.json']).toContain('"files": ["pieces/of/it/old.salesflow"]');
    expect(folder['parts/old.salesflow']).toContain('at "../../../decks/first.pdf"');
    const drafts = workspace.applied((await will('drafts', 'sketches')) ?? {});
    expect(drafts['salesflow.config.json']).toContain('"ignore": ["sketches/"]');
  });
  it('changes nothing where nothing names it', async () => {
    await open(files);
    expect(await will('buyers.salesflow', 'people.salesflow')).toBeNull();
  });
});
