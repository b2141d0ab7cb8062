import type { ProjectModel } from '../../model/model.ts';
import { keywordOf, type Span } from '../../model/source.ts';
import { criteriaOf, flattened } from '../flow.ts';
import { type EnforcementGap, projectRule } from '../rule.ts';

/** A criterion that a configured CRM cannot enforce. */
export const provableInCrm = projectRule({
  id: 'inspectable/provable-in-crm',
  standard: 'inspectable',
  levels: { recommended: 'info', strict: 'warning', audit: 'hint' },
  basis: 'declared',
  summary: 'The CRM in use can show every criterion.',
  reports:
    'A criterion that a CRM named in `targets` cannot enforce, as its backend’s enforcement report tells. Without `targets` nothing is reported.',
  why: 'What the CRM cannot hold has to be kept up by hand, and is forgotten first.',
  instead: 'Prove it with a record this CRM has, or accept the manual work and say why in a suppression.',
  wrong: [
    {
      within: 'process',
      code: `
step Discovery "Hold the discovery call" {
  helps Sizing
  do "Hold a discovery call with the operations lead"
  exit {
    done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
    collect deal.amount
    commit "Operations lead books the demo" proof meeting "Demo" scheduled with Buyer
  }
  otherwise { after 30 days lose as NoDecision }
  crm stage "Talks"
}
step Demo "Hold the demo" {
  helps Fit
  enter { «done» "Operations lead sent sample data" proof document "Sample data" attached }
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
  crm stage "Talks"
}`,
      targets: ['salesforce'],
    },
  ],
  right: [
    {
      within: 'process',
      code: `
step Demo "Hold the demo" {
  helps Fit
  enter { done "Operations lead sent sample data" proof document "Sample data" attached }
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise { after 45 days lose as NoDecision }
  crm stage "Demo"
}`,
      targets: ['salesforce'],
    },
  ],
  options: {},
  fix: undefined,
  check({ model, enforcement, report }) {
    const places = enforcement.length > 0 ? placesByPath(model) : new Map<string, Span>();
    for (const gaps of groupByPath(enforcement).values()) {
      const [first] = gaps;
      if (!first) continue;
      const targets = [...new Set(gaps.map((gap) => gap.target))].join(' and ');
      report({
        at: places.get(first.path) ?? first.span,
        path: first.path,
        message: `${targets} cannot enforce this. ${mainSentence(first.how)}`,
        related: gaps
          .filter((gap) => gap !== first || mainSentence(gap.how) !== gap.how)
          .map((gap) => ({ message: `${gap.target}: ${gap.how}`, span: gap.span })),
      });
    }
  },
});

function groupByPath(gaps: readonly EnforcementGap[]): ReadonlyMap<string, readonly EnforcementGap[]> {
  const groups = new Map<string, EnforcementGap[]>();
  for (const gap of gaps) {
    const key = gap.path === '' ? `${gap.span.uri} ${gap.span.start}` : gap.path;
    groups.set(key, [...(groups.get(key) ?? []), gap]);
  }
  return groups;
}

/** The keyword or name of everything that a gap can be about. */
function placesByPath(model: ProjectModel): ReadonlyMap<string, Span> {
  const places = new Map<string, Span>();
  for (const process of model.processes) {
    places.set(process.name, process.nameSpan);
    const blocks = process.steps.flatMap((step) => [...criteriaOf(step.enter), ...criteriaOf(step.exit)]);
    for (const criterion of [...flattened(process.throughout), ...blocks])
      places.set(criterion.path, keywordOf(criterion));
    for (const place of [...process.steps, ...process.outcomes, ...process.holds]) {
      places.set(`${process.name}/${place.name}`, place.nameSpan);
    }
  }
  return places;
}

/** The sentence that says what the CRM does not do, else the first. */
function mainSentence(text: string): string {
  const sentences = text.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return sentences.find((sentence) => /\b(?:cannot|not|by hand)\b/i.test(sentence)) ?? sentences[0] ?? text;
}
