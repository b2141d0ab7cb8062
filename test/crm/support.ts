import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Generated } from '../../server/src/crm/backend.ts';

/** The process of the language reference: every example of a CRM output in the docs is made from it. */
export const newBusiness = `
role SDR "Sales development"
role AE  "Account executive"
role SE  "Solutions engineer"
role CSM "Customer success"

persona OpsLead "VP Operations" {
  buys-as champion
  wants "Cut onboarding time by half before the next fiscal year"
}
persona Cfo "Chief financial officer" { buys-as economic-buyer  wants "A payback under twelve months" }

journey MidMarket "Mid-market evaluation" for OpsLead, Cfo {
  stage Aware "Sees the cost of slow onboarding" {
    does "Compares onboarding time with peers"
    stuck Sizing "Cannot put a number on the cost without outside benchmark data"
  }
  stage Evaluate "Compares ways to fix it" {
    stuck Fit      "Cannot tell whether the product covers their own workflow"
    stuck Security "Cannot pass their security review without vendor documents"
  }
  stage Decide "Builds the case and commits" {
    stuck Case "Cannot build the business case alone" for OpsLead
    stuck Terms "Cannot finalise terms without the vendor" for Cfo
  }
}

object deal {
  field pain_summary "Pain summary"  : longtext
  field annual_cost  "Annual cost of the problem" : currency
  field segment      "Segment" : choice { smb "SMB"  mid "Mid-market"  ent "Enterprise" }
  field decision_on  "Decision date" : date { salesforce "Decision_Date__c"  hubspot "decision_date" }
}
document MutualPlan "Mutual close plan"
approval DealDesk "Deal desk approval" by AE

process NewBusiness "New business" for MidMarket {
  owner AE
  throughout {
    done "A dated next step is recorded" proof deal.next_step is set and deal.next_step_on is in the future
  }
  step Discovery "Hold the discovery call" {
    helps Sizing
    do "Hold a discovery call with the operations lead and size the problem together"
    exit {
      done    "Discovery call held with the operations lead"  proof meeting "Discovery" held with OpsLead
      collect deal.pain_summary, deal.annual_cost
      commit  "Operations lead books the demo with finance"   proof meeting "Demo" scheduled with Cfo
    }
    otherwise {
      after 5 days  follow-up "Send the benchmark recap and offer two dates" by SDR
      after 30 days lose as NoDecision
      when deal.annual_cost < 10000 disqualify as TooSmall
    }
    play "Benchmark walk-through" { for OpsLead  uses "Benchmark deck" at "https://example.com/deck" }
    crm stage "Discovery" probability 20% forecast pipeline
  }
  step Demo "Show the product on the buyer's own workflow" {
    helps Fit
    owner AE with SE
    do "Demonstrate the buyer's own workflow to operations and finance"
    within 14 days
    exit {
      done    "Demo held with operations and finance" proof meeting "Demo" held with OpsLead, Cfo
      collect deal.decision_on
      commit  "Buyer sends their security questionnaire" proof email received from OpsLead or document "Security questionnaire" attached
    }
    otherwise { after 7 days follow-up "Send the recording"  after 45 days return to Discovery }
  }
  step Plan "Agree the mutual close plan" {
    helps Security, Case, Terms
    do "Write the close plan with the champion and have finance sign it"
    exit {
      done   "Plan signed by finance" proof document MutualPlan signed by Cfo
      done   "Discount approved" when deal.discount > 15% proof approval DealDesk granted
      commit "Finance signs the order form" proof document "Order form" signed by Cfo
    }
    otherwise { after 10 days follow-up "Walk finance through the plan"  after 60 days hold until deal.decision_on }
  }
  won ClosedWon "Closed won" { handoff to CSM with deal.pain_summary, document MutualPlan }
  lost ClosedLost "Closed lost" { reason NoDecision "No decision"  reason Competitor "Chose a competitor" }
  disqualified NotAFit "Not a fit" { reason TooSmall "Problem too small" }
}
`;

/** Content of a generated file. */
export function content(generated: Generated, path: string): string {
  const file = generated.files.find((each) => each.path === path);
  if (file === undefined)
    throw new Error(`${path} was not generated, only ${generated.files.map((each) => each.path).join(', ')}`);
  return file.content;
}

/** The generated files themselves, without the source map beside them. */
export function documents(generated: Generated): Generated['files'] {
  return generated.files.filter(({ path }) => path !== 'source-map.json');
}

/** A generated file as JSON. */
export function json<T>(generated: Generated, path: string): T {
  return JSON.parse(content(generated, path)) as T;
}

/** The text of each example of the project, its files joined. */
export function exampleTexts(): readonly string[] {
  const folder = join(import.meta.dirname, '../../examples');
  const examples = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  if (examples.length === 0) throw new Error('There are no examples.');
  return examples.map((example) =>
    readdirSync(join(folder, example.name))
      .filter((name) => name.endsWith('.salesflow'))
      .map((name) => readFileSync(join(folder, example.name, name), 'utf8'))
      .join('\n'),
  );
}
