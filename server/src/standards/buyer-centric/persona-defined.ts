import { nameOf } from '../flow.ts';
import { completeness, projectRule } from '../rule.ts';

/** A journey that nobody takes. */
export const personaDefined = projectRule({
  id: 'buyer-centric/persona-defined',
  standard: 'buyer-centric',
  levels: completeness,
  basis: 'declared',
  summary: 'A journey says who takes it.',
  reports: 'A journey without `for` a persona.',
  why: 'Where a buyer is stuck depends on who they are; a journey of nobody in particular helps nobody.',
  instead: 'Declare the `persona`, what they want and fear, and write the journey `for` them.',
  wrong: [
    {
      within: 'project',
      code: `
journey «Purchase» "Purchase" {
  stage Notice "Sees the cost of slow onboarding" {
    stuck Sizing "Cannot put a number on the cost without benchmark data"
  }
  stage Compare "Compares ways to fix it" {
    stuck Fit "Cannot tell whether the product covers their own workflow"
  }
  stage Buy "Makes the purchase" {
    stuck Terms "Cannot finalise terms without the vendor"
  }
}`,
    },
  ],
  right: [
    {
      within: 'project',
      code: `
persona Buyer "Operations lead" {
  buys-as champion
  wants "Cut onboarding time by half"
}`,
    },
  ],
  options: {},
  fix: { safety: 'suggestion', does: 'Writes the journey for the personas of the project.' },
  check({ model, report }) {
    for (const journey of model.journeys) {
      if (journey.personas.length > 0 || journey.name === '') continue;
      report({
        at: journey.nameSpan,
        path: journey.name,
        message: `"${nameOf(journey)}" does not say who takes it, so where the buyer is stuck is anybody's guess. Write it "for" a persona.`,
        fixes: (current) => {
          const names = current.personas.map((persona) => persona.name).filter((name) => name !== '');
          const end = journey.label?.span.end ?? journey.nameSpan.end;
          const span = { uri: journey.nameSpan.uri, start: end, end };
          return names.length === 0
            ? []
            : [
                {
                  title: `Write it for ${names.join(', ')}`,
                  safety: 'suggestion',
                  edits: [{ span, newText: ` for ${names.join(', ')}` }],
                },
              ];
        },
      });
    }
  },
});
