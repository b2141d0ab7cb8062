import type { CrmLimit } from './limit.ts';

const stagesReference = 'https://developers.pipedrive.com/docs/api/v1/Stages';
const fieldsReference = 'https://developers.pipedrive.com/docs/api/v1/DealFields';

/** Longest name that is generated: `varchar` fields hold 255 characters, and Pipedrive publishes no other limit. */
export const nameLimit = 255;

/** What Pipedrive does not take, as rules that point at the source. */
export const pipedriveLimits = {
  movement: {
    id: 'crm/pipedrive-movement',
    severity: 'info',
    summary: 'A rule of movement that Pipedrive cannot refuse by.',
    why: 'Pipedrive lets every deal move to every stage, so forward-only, no-skipping and entry points are not enforced there.',
    remedy: 'Tell the team, or build an automation that reports such moves.',
    source: stagesReference,
    wrong: [
      {
        within: 'project',
        code: `
process «Renewal» "Renewal" {
  moves forward-only
  step Talk "Hold the renewal talk"
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
process Renewal "Renewal" {
  step Talk "Hold the renewal talk"
}`,
      },
    ],
  },
  rotting: {
    id: 'crm/pipedrive-rotting',
    severity: 'info',
    summary: 'A deadline that is not in whole days.',
    why: 'Deals rot after a number of days in a stage. The generated stage has the deadline rounded up to whole days.',
    remedy: 'Write the deadline in days.',
    source: stagesReference,
    wrong: [
      {
        within: 'process',
        code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
  within «36 hours»
}`,
      },
    ],
    right: [
      {
        within: 'process',
        code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
  within 2 days
}`,
      },
    ],
  },
  datetime: {
    id: 'crm/pipedrive-datetime',
    severity: 'info',
    summary: 'A field with date and time.',
    why: 'Pipedrive has fields for a date and for a time of day, but none for both. The generated field holds the date.',
    remedy: 'Declare it as a date, or add a field for the time.',
    source: fieldsReference,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field visit_at «"Visit at"» : datetime
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field visit_on "Visit on" : date
}`,
      },
    ],
  },
  name: {
    id: 'crm/pipedrive-name',
    severity: 'warning',
    summary: 'A name that is too long, or that another pipeline, stage or field has already.',
    why: `Pipelines, stages and fields are found again by name, so names are unique (whatever the letter case) and at most ${nameLimit} characters long. The generated name is cut, or gets a mark behind it.`,
    remedy: 'Give it a short name of its own.',
    source: fieldsReference,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field site "Site" : text
  field place «"Site"» : text
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field site "Site" : text
  field place "Place" : text
}`,
      },
    ],
  },
  object: {
    id: 'crm/pipedrive-object',
    severity: 'warning',
    summary: 'A process on something other than deals.',
    why: 'Only deals have pipelines in Pipedrive. Nothing is generated for the process.',
    remedy: 'Put the process on deal.',
    source: stagesReference,
    wrong: [
      {
        within: 'project',
        code: `
process Visits "Visits" on «contact» {
  step Talk "Hold the talk"
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
process Visits "Visits" on deal {
  step Talk "Hold the talk"
}`,
      },
    ],
  },
} as const satisfies Record<string, CrmLimit>;
