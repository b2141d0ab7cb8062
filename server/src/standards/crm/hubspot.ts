import type { CrmLimit } from './limit.ts';

const pipelinesGuide = 'https://developers.hubspot.com/docs/api-reference/latest/crm/pipelines/guide';
const propertiesGuide = 'https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide';

/** Longest label that is generated. HubSpot publishes no limit; 255 is what the other CRMs hold. */
export const labelLimit = 255;
/** Longest internal name of a property. */
export const nameLimit = 100;
/** Most stages a pipeline of the object holds, given by its API path (the guide's note on creating pipelines). */
export function stageLimit(path: string): number {
  return /^(appointments|courses|leads|listings|orders|services)$/.test(path) ? 30 : 100;
}
/** Most properties in one call of the batch endpoint. */
export const batchLimit = 100;

/** What HubSpot does not take, as rules that point at the source. */
export const hubspotLimits = {
  probability: {
    id: 'crm/hubspot-probability',
    severity: 'warning',
    summary: 'A probability that HubSpot cannot hold.',
    why: 'HubSpot keeps the probability of a stage in tenths, and reads 0% as closed lost and 100% as closed won. The generated stage has the nearest probability that an open stage can hold.',
    remedy: 'Write a multiple of 10 between 10% and 90%.',
    source: pipelinesGuide,
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
  crm probability «25»%
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
  crm probability 30%
}`,
      },
    ],
  },
  stageName: {
    id: 'crm/hubspot-stage-name',
    severity: 'warning',
    summary: 'Two stages of a pipeline with the same name.',
    why: 'Stage labels are unique within a HubSpot pipeline. The later stage is generated with a number behind its name.',
    remedy: 'Give the stage a name of its own with crm stage "…", or put the steps that share it next to each other.',
    source: pipelinesGuide,
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
  crm stage «"Hold the discovery call"»
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
  crm stage "Order form"
}`,
      },
    ],
  },
  pipelineName: {
    id: 'crm/hubspot-pipeline-name',
    severity: 'warning',
    summary: 'Two processes with the same name.',
    why: 'Pipelines are found again by their label, so two of the same label cannot be told apart. The later one is generated with a number behind its name.',
    remedy: 'Give the process or variant a label of its own.',
    source: pipelinesGuide,
    wrong: [
      {
        within: 'file',
        code: `
process Renewal "Renewal" {
  step Talk "Hold the renewal talk"
}
process Another «"Renewal"» {
  step Talk "Hold the talk"
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
  stages: {
    id: 'crm/hubspot-stages',
    severity: 'error',
    summary: 'More stages than a pipeline holds.',
    why: 'A HubSpot pipeline holds at most 100 stages, one of leads 30.',
    remedy: 'Let consecutive steps share a stage with crm stage "…".',
    source: pipelinesGuide,
    wrong: [
      {
        within: 'project',
        code: `process «Renewal» "Renewal" {\n${Array.from({ length: 101 }, (_, index) => `  step S${index} "Step ${index}"`).join('\n')}\n}`,
        sketch: `
process «Renewal» "Renewal" {
  step S0 "Step 0"
  // … and a hundred more, each a stage of its own
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
process Renewal "Renewal" {
  step Talk "Hold the renewal talk" { crm stage "Talk" }
  step Recap "Send the recap" { crm stage "Talk" }
}`,
      },
    ],
  },
  label: {
    id: 'crm/hubspot-label-length',
    severity: 'warning',
    summary: 'A name too long to show.',
    why: `The generated label is cut at ${labelLimit} characters: HubSpot publishes no limit, and boards and lists show far less.`,
    remedy: 'Shorten the label, or give a short one with crm stage "…".',
    source: pipelinesGuide,
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
  crm stage «"${'Order form '.repeat(24)}"»
}`,
        sketch: `
step Order "Get the order form signed" {
  // …
  crm stage «"Order form Order form … and so on, 263 characters in all"»
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
  crm stage "Order form"
}`,
      },
    ],
  },
  propertyName: {
    id: 'crm/hubspot-property-name',
    severity: 'error',
    summary: 'A HubSpot name that HubSpot does not take, or that two fields share.',
    why: `Internal names start with a lower-case letter, continue with lower-case letters, digits and underscores, are at most ${nameLimit} characters long, and cannot be changed later. A name derived from the field is generated instead.`,
    remedy: 'Correct the name after hubspot, or leave it out.',
    source: propertiesGuide,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field «site» "Site" : text { hubspot "Site-Name" }
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field site "Site" : text { hubspot "site_name" }
}`,
      },
    ],
  },
  object: {
    id: 'crm/hubspot-object',
    severity: 'warning',
    summary: 'A process on an object without pipelines.',
    why: 'HubSpot has pipelines for deals, leads, tickets and custom objects, not for contacts and companies. Nothing is generated for the process.',
    remedy: 'Put the process on deal or lead.',
    source: pipelinesGuide,
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
process Visits "Visits" on lead {
  step Talk "Hold the talk"
}`,
      },
    ],
  },
} as const satisfies Record<string, CrmLimit>;
