import { version } from './version.ts';

/** A file that `init` writes; one to keep is not replaced where it is there. */
interface StarterFile {
  readonly file: string;
  readonly content: string;
  readonly keep: boolean;
}

const config = `{
  "$schema": "https://unpkg.com/salesflow/schema/salesflow.config.schema.json",
  // recommended, strict, or audit for a process just imported from a CRM
  "extends": "recommended",
  // CRMs whose limits are checked: salesforce, hubspot, pipedrive
  "targets": []
}
`;

const process = `// The buyer first: who they are, and the journey they take. A step exists only where they are stuck.
// salesflow lint checks this file, salesflow render -o journey.svg draws it.

role AE "Account executive"

persona Lead "Head of operations" {
  buys-as champion
  wants "Onboard new customers in a week instead of a month"
}

journey Evaluation "Buying an onboarding tool" for Lead {
  stage Aware "Sees what slow onboarding costs" {
    stuck Sizing "Cannot put a number on the cost without outside benchmark data"
  }
  stage Decide "Builds the case and commits" {
    stuck Terms "Cannot finalise the terms without the vendor"
  }
}

object deal {
  field annual_cost "Annual cost of slow onboarding" : currency
}

process NewBusiness "New business" for Evaluation {
  owner AE

  step Discovery "Size the problem together" {
    helps Sizing
    do "Hold a discovery call with the head of operations and size the problem together"
    exit {
      done "Discovery call held with the head of operations" proof meeting "Discovery" held with Lead
      collect deal.annual_cost
      commit "The head of operations books the terms meeting" proof meeting "Terms" scheduled with Lead
    }
    // What happens when the exit criteria are not met: follow-up lives here, not in a step of its own.
    otherwise {
      after 7 days follow-up "Send the benchmark and offer two dates"
      after 30 days lose as NoDecision
    }
    crm stage "Discovery" probability 20% forecast pipeline
  }

  step Terms "Agree the order form" {
    helps Terms
    do "Walk the head of operations through the order form and settle open points"
    within 14 days
    exit {
      done "Terms meeting held with the head of operations" proof meeting "Terms" held with Lead
      collect deal.amount
      commit "The head of operations signs the order form" proof document "Order form" signed by Lead
    }
    otherwise { after 30 days lose as NoDecision }
    crm stage "Terms" probability 70% forecast commit
  }

  won Won "Closed won"
  lost Lost "Closed lost" { reason NoDecision "No decision" }
}
`;

const workflow = `name: Sales process
on:
  pull_request:
    paths: ['**/*.salesflow', '**/salesflow.config.json']
permissions:
  contents: read
  pull-requests: write
  security-events: write
jobs:
  salesflow:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: salesflow/salesflow@v0
`;

const hooks = `repos:
  - repo: https://github.com/salesflow/salesflow
    rev: v${version}
    hooks:
      - id: salesflow-lint
      - id: salesflow-format
`;

/** What a new project starts with. */
export const starterFiles: readonly StarterFile[] = [
  { file: 'salesflow.config.json', content: config, keep: false },
  { file: 'process.salesflow', content: process, keep: false },
  { file: '.github/workflows/salesflow.yml', content: workflow, keep: true },
  { file: '.pre-commit-config.yaml', content: hooks, keep: true },
];
