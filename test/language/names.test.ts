import { EmptyFileSystem } from 'langium';
import { describe, expect, test } from 'vitest';
import { createSalesflowServices } from '../../server/src/language/salesflow-module.ts';
import { openWorkspace } from '../../server/src/model/workspace.ts';
import { project, projects } from '../support/project.ts';

describe('any keyword may be a name', async () => {
  const open = await projects();
  const keywords = Object.keys(createSalesflowServices(EmptyFileSystem).Salesflow.parser.Lexer.definition).filter(
    (name) => /^[a-z]/.test(name),
  );

  test.each(keywords)('%s', async (word) => {
    const { findings } = await open(`role ${word} "R"
persona ${word} "P" { buys-as ${word} }
journey ${word} "J" for ${word} { stage ${word} "S" { stuck ${word} "Stuck" for ${word} } }
object thing { field ${word} "F" : choice { ${word} "C"  other "O" } { salesforce "X__c" } }
document ${word} "D"
approval ${word} "A" by ${word}
framework ${word} "FW" on thing { thing.${word} }
process ${word}_process "Pr" for ${word} {
  owner ${word} with ${word}
  step ${word} "St" {
    helps ${word}, ${word}.${word}.${word}
    during ${word}
    do "x" by ${word}
    exit {
      collect thing.${word}, ${word}
      done "d" by ${word} proof document ${word} signed by ${word} and approval ${word} granted and meeting held with ${word}
      done "e" proof thing.${word} is set and thing.${word} is "${word}" and contact as ${word} linked
    }
    otherwise { after 5 days return to ${word}  after 6 days lose as ${word} }
    handoff to ${word} with thing.${word}, document ${word}
  }
  lost lost_${word} "L" { reason ${word} "R" }
}
`);
    expect(findings.map(({ message }) => message)).toEqual([]);
  });
});

const JOURNEYS = `journey A { stage One { stuck Point "a" } }
journey B { stage One { stuck Point "b"  stuck Lone "l" } }
`;

test('a member is named alone where that is unambiguous, else the qualified names are offered', async () => {
  const alone = await project(`${JOURNEYS}process P { step S { helps Lone } }`);
  expect(alone.findings).toEqual([]);
  const both = await project(`${JOURNEYS}process P { step S { helps Point } }`);
  expect(both.findings.map(({ rule, message }) => [rule, message])).toEqual([
    [
      'language/ambiguous-name',
      '`Point` could mean `A.One.Point` or `B.One.Point`. Write one of these qualified names.',
    ],
  ]);
  const qualified = await project(`${JOURNEYS}process P { step S { helps A.Point, B.One.Point } }`);
  expect(qualified.findings).toEqual([]);
  expect(qualified.model.processes[0]!.steps[0]!.helps.map(({ target }) => target)).toEqual([
    'stuck:A.One.Point',
    'stuck:B.One.Point',
  ]);
});

test("a process's own journey comes first", async () => {
  const { model, findings } = await project(`${JOURNEYS}process P for B { step S { helps Point } }`);
  expect(findings).toEqual([]);
  expect(model.processes[0]!.steps[0]!.helps[0]!.target).toBe('stuck:B.One.Point');
});

test('two projects in one workspace do not see each other', async () => {
  const workspace = await openWorkspace(
    [
      { uri: 'file:///w/one/a.salesflow', text: 'role AE "A"' },
      { uri: 'file:///w/one/deep/b.salesflow', text: 'process P { owner AE }' },
      { uri: 'file:///w/two/a.salesflow', text: 'role AE "A"\nprocess Q { owner AE, SE }' },
    ],
    ['file:///w/one', 'file:///w/two'],
  );
  expect(workspace.roots()).toEqual(['file:///w/one', 'file:///w/two']);
  const findings = workspace
    .roots()
    .flatMap((root) => workspace.documentsOf(root).flatMap((document) => workspace.languageFindings(document)));
  expect(findings.map(({ message }) => message)).toEqual(['There is no role `SE`. Did you mean `AE`?']);
  expect(workspace.model('file:///w/one').processes.map(({ name }) => name)).toEqual(['P']);
});
