import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { json } from '../../../server/src/crm/documents/json/index.ts';
import { project } from '../../support/project.ts';
import { projectText } from '../arbitrary.ts';
import { hostileProjects } from '../hostile.ts';
import { content, exampleTexts, newBusiness } from '../support.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../server/schema/model.schema.json'), 'utf8'));
const validate = new Ajv({ allErrors: false, strict: false }).compile(schema);

async function errors(text: string): Promise<unknown> {
  const { model } = await project(text);
  const value = JSON.parse(content(json.generate(model, {}), 'model.json'));
  return validate(value)
    ? []
    : validate.errors
        ?.filter((error) => error.keyword !== 'oneOf')
        .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

/** Everything the schema names and the other texts here do not. */
const rest = `
role Dealer "Dealer" external
persona P "P" { buys-as champion segment "Mid" fears "Delay" }
journey J "J" for P { stage S "S" { does "Looks" for P asks "Why?" stuck K "Cannot" for P } }
object deal { field a "A" : choice { x "X" { hubspot "X y" } } field d "D" : date field n "N" : number }
document Doc "Doc"
process Q "Q" for J {
  starts at Two when deal.a is one of (x)
  moves forward-only, no-skipping
  parallel "Both" { step One "One" { during S } step Two "Two" { irreversible } }
  step Three "Three" {
    optional
    do "Call" by Dealer when deal.d is within 3 days
    enter { any "Either" { done "It is" by Dealer commit "Yes" by P } }
    exit { collect document Doc, "Their words" when not (deal.n > 5 or deal.d is before 2027-01-01) proof manual "Seen" }
    otherwise { every 2 weeks idle when deal.n is set follow-up "Ask" by Dealer after 3 days return to One because "Stale" when deal.a is not x hold as Park until deal.d }
    then One when deal.n >= 3 automatically
    handoff to Dealer with deal.n, document "Other"
    opens R
  }
  hold Park "Park" { do "Wait" after 30 days lose as No then One when deal.n is not set }
  won W "W" { opens R with deal.n irreversible }
  lost L "L" { reason No "No" needs note enter { collect deal.a } }
  after won { step After "After" }
}
process R "R" { step A "A" { exit { done "Called" proof call held with P within 3 days at least 2 times and approval Ap granted and contact as champion linked and document Doc signed by P } } won W "W" }
approval Ap "Ap"
variant V "V" of Q when deal.a is x { add step New "New" after One { within 2 days } drop step Three change step Two { owner Dealer } }
`;

describe('the JSON model', () => {
  it('follows its schema for examples and for every construct of the language', async () => {
    expect((await project(rest)).findings.map((finding) => finding.message)).toEqual([]);
    for (const text of [newBusiness, rest, ...exampleTexts()]) expect(await errors(text)).toEqual([]);
  });

  it('follows it for any project with hostile names', async () => {
    await fc.assert(
      fc.asyncProperty(projectText, async (text) => {
        expect(await errors(text)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(hostileProjects)('follows it with names such as %s', async (_, text) => {
    expect(await errors(text)).toEqual([]);
  });

  it('holds no source position: moving text does not change it', async () => {
    const of = async (text: string) => content(json.generate((await project(text)).model, {}), 'model.json');
    expect(await of(`// A comment.\n\n${newBusiness}`)).toBe(await of(newBusiness));
  });
});
