import type { CrmLimit } from './limit.ts';

const docs = 'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/';
const help = 'https://help.salesforce.com/s/articleView?id=';

/** Numbers of Salesforce, in one place. */
export const MAX = {
  stages: 100,
  stageName: 255,
  businessProcessName: 80,
  recordTypeName: 80,
  recordTypeLabel: 80,
  description: 255,
  ruleName: 40,
  message: 255,
  /** Characters of a validation formula. */
  formula: 3900,
  /** Bytes of a validation formula, in UTF-8. */
  formulaBytes: 4000,
  /** Characters of a picklist value that a list view can filter by: fewer than 240. */
  filterValue: 239,
  keyFields: 5,
  guidance: 1000,
  /** Before `__c`. */
  apiName: 40,
  fieldLabel: 40,
  choice: 255,
  listViewLabel: 40,
} as const;

/** Limits of Salesforce that a process can break, each a rule of its own. */
export const salesforceLimits = {
  stages: {
    id: 'crm/salesforce-stages',
    severity: 'error',
    summary: `More than ${MAX.stages} stages on one object.`,
    why: 'All processes on an object share one list of stages, and Salesforce takes at most 100 of them. The stages beyond are left out of the generated list.',
    remedy: 'Let steps share a stage with `crm stage "…"`, or let processes share stages of the same name.',
    source: `${help}sf.customize_picklists_limitations.htm`,
    wrong: [
      {
        within: 'file',
        code: `process Renewal "Renewal" {\n${Array.from({ length: MAX.stages + 1 }, (_, index) => `  step S${index} ${index === MAX.stages ? `«"Step ${index}"»` : `"Step ${index}"`}`).join('\n')}\n}`,
        sketch: `
process Renewal "Renewal" {
  step S0 "Step 0"
  // … and so on, each a stage of its own
  step S100 «"Step 100"»
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
  stageName: {
    id: 'crm/salesforce-stage-name',
    severity: 'error',
    summary: `A stage name over ${MAX.stageName} characters.`,
    why: 'Salesforce refuses longer stage names. The generated name is cut.',
    remedy: 'Shorten the label, or name the stage with `crm stage "…"`.',
    source: `${help}sf.customize_picklists_limitations.htm`,
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
  stageConflict: {
    id: 'crm/salesforce-stage-conflict',
    severity: 'error',
    summary: 'One stage name with two meanings.',
    why: 'Stages belong to the object, not to one process: a name has one spelling, probability, forecast category and closed or won flag for all. The first is generated.',
    remedy: 'Say the same in both places, or give the stage another name.',
    source: `${docs}meta_standardvalueset.htm`,
    wrong: [
      {
        within: 'project',
        code: `
process Renewal "Renewal" {
  step Talk "Hold the renewal talk" { crm stage "Talk" probability 40% }
}
process Upgrade "Upgrade" {
  step Talk "Hold the upgrade talk" { crm stage «"Talk"» probability 60% }
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
process Renewal "Renewal" {
  step Talk "Hold the renewal talk" { crm stage "Talk" probability 40% }
}
process Upgrade "Upgrade" {
  step Talk "Hold the upgrade talk" { crm stage "Talk" probability 40% }
}`,
      },
    ],
  },
  stageOrder: {
    id: 'crm/salesforce-stage-order',
    severity: 'warning',
    summary: 'Two processes that share stages in opposite orders.',
    why: 'Salesforce shows the stages of every process in the order of the one list of stages. The order of the first process is generated.',
    remedy: 'Use the same order in both, or stages of different names.',
    source: `${docs}meta_businessprocess.htm`,
    wrong: [
      {
        within: 'project',
        code: `
process Renewal "Renewal" {
  step Talk "Talk"
  step Terms "Terms"
}
process Upgrade "Upgrade" {
  step Terms "Terms"
  step Talk «"Talk"»
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
process Renewal "Renewal" {
  step Talk "Talk"
  step Terms "Terms"
}
process Upgrade "Upgrade" {
  step Talk "Talk"
  step Terms "Terms"
}`,
      },
    ],
  },
  probability: {
    id: 'crm/salesforce-probability',
    severity: 'error',
    summary: 'A probability that is not a whole number from 0 to 100.',
    why: 'Salesforce holds whole percentages from 0 to 100. The nearest is generated.',
    remedy: 'Write a whole percentage.',
    source: `${docs}meta_standardvalueset.htm`,
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
  crm stage "Order form" probability «62.5»%
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
  crm stage "Order form" probability 60%
}`,
      },
    ],
  },
  fieldLabel: {
    id: 'crm/salesforce-field-label',
    severity: 'warning',
    summary: `A field label over ${MAX.fieldLabel} characters, or that another field of the object has.`,
    why: 'Salesforce refuses longer labels of custom fields. The generated label is cut, and the whole of it is the help text. Two fields of one label are taken, but reps, messages and reports cannot tell them apart.',
    remedy: 'Shorten the label, or change it.',
    source: `${docs}customfield.htm`,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field «site» "Site at which the installation is to take place" : text
}`,
      },
      {
        within: 'project',
        code: `
object deal {
  field site "Installation site" : text
  field «place» "Installation site" : text
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field site "Installation site" : text
}`,
      },
    ],
  },
  fieldName: {
    id: 'crm/salesforce-field-name',
    severity: 'error',
    summary: 'A Salesforce name that Salesforce does not take.',
    why: 'API names begin with a letter, hold letters, digits and single underscores, have at most 40 characters and, for custom fields, end in __c. A name derived from the label is generated instead.',
    remedy: 'Correct the name, or leave it out.',
    source: `${docs}customfield.htm`,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field «site» "Site" : text { salesforce "Site-Name" }
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field site "Site" : text { salesforce "Site_Name__c" }
}`,
      },
    ],
  },
  fieldConflict: {
    id: 'crm/salesforce-field-conflict',
    severity: 'error',
    summary: 'Two fields with one Salesforce name.',
    why: 'Names of fields are unique on an object, whatever their letter case. Both would be one field.',
    remedy: 'Give one of them another name.',
    source: `${docs}customfield.htm`,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field site "Site" : text { salesforce "Site__c" }
  field «place» "Place" : text { salesforce "Site__c" }
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field site "Site" : text { salesforce "Site__c" }
  field place "Place" : text { salesforce "Place__c" }
}`,
      },
    ],
  },
  choices: {
    id: 'crm/salesforce-choices',
    severity: 'error',
    summary: 'Choices that Salesforce cannot hold.',
    why: 'The values of a picklist are unique whatever their letter case, have at most 255 characters and, where several can be chosen, hold no semicolon. The names of the choices are generated where their labels do not do.',
    remedy: 'Change the labels of the choices.',
    source: `${help}sf.customize_picklists_limitations.htm`,
    wrong: [
      {
        within: 'project',
        code: `
object deal {
  field size "Size" : choice { small "Small"  little «"small"» }
}`,
      },
    ],
    right: [
      {
        within: 'project',
        code: `
object deal {
  field size "Size" : choice { small "Small"  large "Large" }
}`,
      },
    ],
  },
  guidance: {
    id: 'crm/salesforce-guidance',
    severity: 'warning',
    summary: `Guidance over ${MAX.guidance} characters.`,
    why: 'A path holds at most 1,000 characters of guidance for a stage, markup included. What comes last is left out.',
    remedy: 'Say it shorter, or move technique into a document that a play links to.',
    // No page of Salesforce's own that could be read states them.
    source: 'https://salesforcedictionary.com/how-to/path-settings',
    wrong: [
      {
        within: 'process',
        code: `
step «Order» "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
  do "${'Send the order form '.repeat(60)}"
}`,
        sketch: `
step «Order» "Get the order form signed" {
  do "Send the order form … and so on, 1,200 characters in all"
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
  // short guidance
}`,
      },
    ],
  },
  message: {
    id: 'crm/salesforce-message',
    severity: 'warning',
    summary: `A criterion too long for an error message of ${MAX.message} characters.`,
    why: 'The criterion is the message that a rep sees when the rule refuses a move. The generated message is cut.',
    remedy: 'Shorten the criterion.',
    source: `${docs}meta_validationformulas.htm`,
    wrong: [
      {
        within: 'process',
        code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done «"Order form ${'and annex '.repeat(24)}sent to the finance director"» proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
  // …
}`,
        sketch: `
step Order "Get the order form signed" {
  exit {
    done «"Order form and annex … and so on, 290 characters in all"» proof document "Order form" sent to Finance
  }
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
  // a short criterion is a message of its own
}`,
      },
    ],
  },
  formula: {
    id: 'crm/salesforce-formula',
    severity: 'warning',
    summary: `A rule over ${MAX.formula} characters.`,
    why: 'Salesforce refuses longer formulas. No rule is generated for it, and an admin has to find another way.',
    remedy: 'Split the criterion, or shorten the names of the stages.',
    source: `${help}sf.formula_limits.htm`,
    wrong: [
      {
        within: 'process',
        code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done «"The figures of the order are in"» proof ${Array.from({ length: 400 }, (_, index) => `deal.amount is not ${index}`).join(' and ')}
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
        sketch: `
step Order "Get the order form signed" {
  exit {
    done «"The figures of the order are in"» proof deal.amount is not 0 and deal.amount is not 1 // … and so on to 399
  }
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
    done "The figures of the order are in" proof deal.amount > 399
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
      },
    ],
  },
  evidence: {
    id: 'crm/salesforce-evidence',
    severity: 'warning',
    summary: 'Evidence that no Salesforce formula can express.',
    why: 'Formulas cannot compare long texts, two lists of choices, or what is on an unrelated record, and a checkbox is never empty. That part of the criterion is not enforced.',
    remedy: 'Prove it with a field of another type, such as a choice.',
    source: `${help}platform.tips_for_using_picklist_formula_fields.htm`,
    wrong: [
      {
        within: 'process',
        code: `
step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof «deal.description is "sent"»
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
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
    done "Order form sent to the finance director" proof deal.description is set
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise { after 60 days lose as NoDecision }
}`,
      },
    ],
  },
} as const satisfies Readonly<Record<string, CrmLimit>>;
