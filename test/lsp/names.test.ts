import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Location, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TestWorkspace } from './support/cursor.ts';

const BUYERS = `persona Ops "Operations lead" { buys-as champion }
journey Main "Main journey" for Ops {
  stage Aw‸3are "Aware" {
    stuck Siz‸1ing "Cannot size the cost"
    stuck Open "Cannot see what is open"
  }
}
`;
const PROCESS = `role AE "Account executive"
process Sale "Sale" for Main {
  owner AE
  step Discovery "Hold the discovery call" {
    helps Main.Aware.Siz‸2ing
    do "Size the problem together"
    exit {
      done "Call held" proof meeting "Discovery" held with Ops
      commit "Ops books the demo" proof deal.am‸5ount is set
    }
  }
  step Demo "Show the product" {
    helps Sizing
    otherwise { after 9 days return to Disc‸4overy }
  }
  won Won "Won"
}
variant Big "Big" of Sale when deal.amount > 5 {
  change step Demo { owner AE }
}
`;

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await TestWorkspace.open({
    'salesflow.config.json': '{}',
    'buyers.salesflow': BUYERS,
    'sale.salesflow': PROCESS,
  });
});
afterAll(() => workspace.close());

const places = (locations: readonly Location[] | null) => locations?.map((location) => workspace.covered(location));

/** The texts of all files after an edit. */
function applied({ changes = {} }: WorkspaceEdit): Record<string, string> {
  return Object.fromEntries(
    Object.entries(changes).map(([uri, edits]) => {
      const name = uri.split('/').at(-1) ?? '';
      const lines = workspace.text(name).split('\n');
      for (const { range, newText } of [...edits].sort(
        (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
      )) {
        const line = lines[range.start.line] ?? '';
        lines[range.start.line] = line.slice(0, range.start.character) + newText + line.slice(range.end.character);
      }
      return [name, lines.join('\n')];
    }),
  );
}

describe('a name', () => {
  it('is found where another file declares it', async () => {
    expect(places(await workspace.request('textDocument/definition', workspace.cursor('2')))).toEqual([
      'buyers.salesflow: Sizing',
    ]);
  });

  it('of a stuck point is implemented by the steps that help it', async () => {
    expect(places(await workspace.request('textDocument/implementation', workspace.cursor('1')))).toEqual([
      'sale.salesflow: Discovery',
      'sale.salesflow: Demo',
    ]);
  });

  it('of a stuck point has its stage as type', async () => {
    expect(places(await workspace.request('textDocument/typeDefinition', workspace.cursor('2')))).toEqual([
      'buyers.salesflow: Aware',
    ]);
  });

  it('is found everywhere it is used, alone or at the end of a qualified name', async () => {
    const found = await workspace.request<Location[]>('textDocument/references', {
      ...workspace.cursor('1'),
      context: { includeDeclaration: false },
    });
    expect(places(found)).toEqual(['sale.salesflow: Sizing', 'sale.salesflow: Sizing']);
  });

  it('is found where it only qualifies another name', async () => {
    const found = await workspace.request<Location[]>('textDocument/references', {
      ...workspace.cursor('3'),
      context: { includeDeclaration: false },
    });
    expect(places(found)).toEqual(['sale.salesflow: Aware']);
  });

  it('is highlighted in its own file', async () => {
    expect(await workspace.request('textDocument/documentHighlight', workspace.cursor('4'))).toHaveLength(2);
  });

  it('is renamed in every file, and its qualifiers stay', async () => {
    const edit = await workspace.request<WorkspaceEdit>('textDocument/rename', {
      ...workspace.cursor('2'),
      newName: 'Cost',
    });
    const texts = applied(edit);
    expect(texts['buyers.salesflow']).toContain('stuck Cost "Cannot size');
    expect(texts['sale.salesflow']).toContain('helps Main.Aware.Cost');
    expect(texts['sale.salesflow']).toContain('helps Cost\n');
  });

  it('of a stage is renamed where it qualifies', async () => {
    const texts = applied(
      await workspace.request<WorkspaceEdit>('textDocument/rename', { ...workspace.cursor('3'), newName: 'Start' }),
    );
    expect(texts['sale.salesflow']).toContain('helps Main.Start.Sizing');
  });

  it('cannot be renamed to one that is taken', async () => {
    const renaming = workspace.request('textDocument/rename', { ...workspace.cursor('1'), newName: 'Open' });
    await expect(renaming).rejects.toThrow('There is already a stuck called "Open" (buyers.salesflow, line 5).');
  });

  it('cannot be renamed to something that is no name', async () => {
    await expect(
      workspace.request('textDocument/rename', { ...workspace.cursor('1'), newName: 'two words' }),
    ).rejects.toThrow('cannot be a name');
  });

  it('of the built-in library cannot be renamed', async () => {
    await expect(workspace.request('textDocument/prepareRename', workspace.cursor('5'))).rejects.toThrow(
      'built-in library',
    );
  });
});
