import { describe, expect, test } from 'vitest';
import { lint, rulesFound } from './lint.ts';
import { processText, sound, step } from './process-text.ts';

const found = async (...members: string[]) => rulesFound(processText(members), 'strict');

describe('a stuck point', () => {
  const journey = (extra = '') =>
    processText([step({ name: 'A' })]).replace(
      'stuck Case',
      `stuck Price "Cannot compare prices alone" ${extra} stuck Case`,
    );

  test('that nothing helps is found at its name, with its path', async () => {
    expect(await lint(journey())).toMatchObject([
      { rule: 'buyer-centric/no-unhelped-buyer', at: 'Price', path: 'Retrofit/Compare/Price' },
    ]);
  });

  test('is not helped by a step that merely runs during its stage', async () => {
    const during = step({ name: 'B', helps: '', more: 'during Compare' });
    const text = processText([step({ name: 'A' }), during]).replace(
      'stuck Case',
      'stuck Price "Cannot compare prices alone" stuck Case',
    );
    expect(await rulesFound(text)).toEqual(['buyer-centric/no-unhelped-buyer']);
  });

  test('is helped by a step of a variant, or of another process', async () => {
    const addition = step({ name: 'B', helps: 'Price' }).replace(
      'step B "Send the B papers"',
      'add step B "Send the B papers" after A',
    );
    const fields = 'object deal { field b_notes : text }';
    expect(
      await rulesFound(`${journey()}\n${fields}\nvariant Large of Sale when deal.amount > 1000 { ${addition} }`),
    ).toEqual([]);
  });

  test('of a journey without a process is left alone', async () => {
    const other = 'journey Other "Other" for Plant { stage Look "Looks" { stuck Alone "Cannot see it alone" } }';
    const text = `${processText([step({ name: 'A' })])}\n${other}`;
    expect(await rulesFound(text)).toEqual(['process/no-unused-declaration']);
  });
});

describe('the order of steps', () => {
  test('follows the journey, and parallel tracks may differ', async () => {
    const [cost, fit] = [step({ name: 'A', helps: 'Cost' }), step({ name: 'B', helps: 'Fit' })];
    expect(await found(cost, fit)).toEqual([]);
    expect(await found(fit, cost)).toEqual(['buyer-centric/follow-the-journey']);
    expect(await found(`parallel { ${fit} ${cost} }`)).toEqual([]);
  });

  test('may go back where a branch does', async () => {
    const terms = step({ name: 'A', helps: 'Terms', more: 'then B when deal.amount > 1000' });
    expect(await found(terms, step({ name: 'B', helps: 'Fit' }))).toEqual([]);
  });

  test('counts a step that still helps in the later stage', async () => {
    expect(await found(step({ name: 'A', helps: 'Terms' }), step({ name: 'B', helps: 'Cost, Terms' }))).toEqual([]);
  });

  test('is looked at by the stage where no stuck point is named', async () => {
    const during = (name: string, stage: string) => step({ name, helps: '', more: `during ${stage}` });
    expect(await found(during('A', 'Decide'), during('B', 'Notice'))).toEqual(['buyer-centric/follow-the-journey']);
  });
});

describe('a commitment', () => {
  const asks = (helps: string, commit: string) => step({ name: 'A', helps, exit: [...sound('A').slice(0, 2), commit] });
  const rule = 'buyer-centric/proportionate-commitment';

  test('to buy is too much in the first of several stages only', async () => {
    const buys = 'commit "Plant manager signs the purchase order" proof document "Purchase order" signed by Plant';
    expect(await found(asks('Cost', buys))).toContain(rule);
    expect(await found(asks('Cost, Fit', buys))).not.toContain(rule);
    expect(await found(asks('Terms', buys))).not.toContain(rule);
  });

  test('to keep a secret is small', async () => {
    expect(
      await found(asks('Cost', 'commit "Plant manager signs the NDA" proof document "NDA" signed by Plant')),
    ).not.toContain(rule);
    expect(
      await found(asks('Cost', 'commit "Agreement is signed" proof document "Mutual NDA" signed by Plant')),
    ).not.toContain(rule);
  });

  test('that the journey puts two stages later is too much', async () => {
    const text = (helps: string) =>
      processText([
        asks(helps, 'commit "Plant manager presents the budget request" proof document "Budget request" attached'),
      ]).replace('stage Decide "Decides" {', 'stage Decide "Decides" { does "Presents the budget request" ');
    expect(await rulesFound(text('Cost'))).toContain(rule);
    expect(await rulesFound(text('Fit'))).not.toContain(rule);
  });
});

describe('a step of the seller alone', () => {
  test('is found where its only exit is an approval', async () => {
    const approval = step({
      name: 'Gate',
      label: 'Margin is settled',
      exit: ['done "Margin is settled" proof approval Desk granted'],
    });
    const text = processText([step({ name: 'A' }), approval], 'approval Desk "Desk" by AE');
    expect(await lint(text)).toMatchObject([{ rule: 'buyer-centric/no-seller-internal-step', at: 'Gate' }]);
  });

  test('is not one that also needs an approval', async () => {
    const exit = ['done "Discount is approved" when deal.discount > 15% proof approval Desk granted', ...sound('A')];
    expect(await rulesFound(processText([step({ name: 'A', exit })], 'approval Desk "Desk" by AE'))).toEqual([]);
  });

  test('is left alone after the sale', async () => {
    const after = step({ name: 'B', label: 'Update the forecast', helps: 'Case', does: ['Update the forecast'] });
    expect(await found(step({ name: 'A' }), `after won { ${after} }`)).not.toContain(
      'buyer-centric/no-seller-internal-step',
    );
  });
});

describe('the buyer', () => {
  const exits = (...exit: string[]) => step({ name: 'A', exit });
  const rule = 'buyer-centric/buyer-takes-part';

  test.each([
    ['a commitment', 'commit "Papers come back" proof document "Papers" attached'],
    ['a persona in the proof', 'done "Papers delivered" proof document "Papers" sent to Plant'],
    ['a message that came in', 'done "Answer is here" proof email "Answer" received'],
    ['a meeting', 'done "Papers discussed" proof meeting "Papers" held'],
    ['a contact of the record', 'done "Champion is named" proof contact as champion linked'],
    ['words for the buyer', 'done "Customer has the papers" proof task "Papers" completed'],
  ])('takes part through %s', async (_, criterion) => {
    expect(await found(exits(criterion))).not.toContain(rule);
  });

  test('takes no part in what the rep does alone', async () => {
    expect(await found(exits('done "Papers printed" proof task "Print the papers" completed'))).toContain(rule);
  });
});

describe('guidance', () => {
  test('of too many words or actions is found; a play may be as long as it likes', async () => {
    const long = Array.from({ length: 45 }, () => 'papers').join(' ');
    expect(await found(step({ name: 'A', does: [`Send the ${long}`] }))).toContain(
      'buyer-centric/no-scripted-guidance',
    );
    expect(await found(step({ name: 'A', more: `play "Papers" { do "Send the ${long}" }` }))).toEqual([]);
    const actions = Array.from({ length: 8 }, (_, index) => `Send paper ${index} to the plant manager`);
    const eighth = (await lint(processText([step({ name: 'A', does: actions })]))).find((each) =>
      each.rule.endsWith('scripted-guidance'),
    );
    expect(eighth).toMatchObject({ path: 'Sale/A/do[7]', at: 'do' });
  });
});

describe('preparation', () => {
  const writes = (exit: readonly string[]) =>
    step({ name: 'A', label: 'Answer to the tender', does: ['Write the proposal'], exit });
  const rule = 'buyer-centric/no-seller-internal-step';

  test('is part of a step that reaches the buyer', async () => {
    expect(await found(writes(['done "Proposal submitted" proof document "Proposal" sent']))).not.toContain(rule);
    expect(await found(writes(sound('A')))).not.toContain(rule);
  });
});
