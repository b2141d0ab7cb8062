import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Location } from 'vscode-languageserver-protocol';
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

describe('a name', () => {
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
});
