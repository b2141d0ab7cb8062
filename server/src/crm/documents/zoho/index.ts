import type { Backend } from '../../backend.ts';
import { reportFiles } from '../../reports.ts';
import { chosenProcesses, processFiles } from '../document.ts';
import { type DocumentedCrm, documentedEnforcement, setupGuide } from '../document-crm.ts';

const forecast: Readonly<Record<string, string>> = {
  pipeline: 'Pipeline',
  'best-case': 'Best Case',
  commit: 'Committed',
  closed: 'Closed',
  omitted: 'Omitted',
};

/** Zoho CRM: stages of the Deals module with forecast type, and a Blueprint whose transitions demand fields. */
const crm: DocumentedCrm = {
  title: 'Zoho CRM',
  steps: [
    'Setup → Customization → Pipelines: add a pipeline for the layout, with the stages below in order.',
    'Setup → Customization → Modules and Fields → Deals → Stage-Probability Mapping: set probability, forecast category and forecast type.',
    'Modules and Fields → Deals: add the fields below to the layout.',
    'Setup → Process Management → Blueprint: one state per stage and one transition to each next stage; under “During”, add the fields of the checklist as mandatory.',
  ],
  types: {
    text: 'Single Line',
    longtext: 'Multi-Line',
    number: 'Decimal',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'Date/Time',
    yesno: 'Checkbox',
    choice: 'Pick List',
    multichoice: 'Multi-Select',
    user: 'User',
    url: 'URL',
    email: 'Email',
    phone: 'Phone',
  },
  stageColumns: [
    ['Probability', (stage) => `${stage.probability}%`],
    [
      'Deal category',
      (stage) => (stage.state === 'won' ? 'Closed Won' : stage.state === 'lost' ? 'Closed Lost' : 'Open'),
    ],
    ['Forecast category', (stage) => forecast[stage.forecast] ?? stage.forecast],
  ],
  demands: 'A Blueprint transition demands fields (“During”), for everyone without the permission to bypass it.',
};

export const zoho: Backend = {
  id: 'zoho',
  title: 'Zoho CRM (guide)',
  generate(model, options) {
    const enforcement = documentedEnforcement(crm, model, options);
    const { files, sourceMap } = processFiles(chosenProcesses(model, options), 'md', (process) =>
      setupGuide(crm, process, model),
    );
    const reports = reportFiles(zoho, model, enforcement, sourceMap);
    return { files: [...files, ...reports], enforcement, sourceMap, findings: [] };
  },
};
