import type { Backend } from '../../backend.ts';
import { reportFiles } from '../../reports.ts';
import { chosenProcesses, processFiles } from '../document.ts';
import { type DocumentedCrm, documentedEnforcement, setupGuide } from '../document-crm.ts';

/** Dynamics 365 Sales: a business process flow over opportunities, whose stages gate on required steps. */
const crm: DocumentedCrm = {
  title: 'Dynamics 365 Sales',
  steps: [
    'Power Apps → your solution → Tables → Opportunity → Columns: add the columns below.',
    'Your solution → New → Automation → Process → Business process flow, on Opportunity: one stage per open stage below, in order (at most 30 stages).',
    'In each stage add a data step for every column of the checklist for the stage after it, and mark it as required: the flow then refuses to move on while it is empty.',
    'Probability is a column of the opportunity: set it by a business rule or a workflow on the active stage. Won and lost are states, closed with “Close as Won” and “Close as Lost”; the reasons are values of Status Reason.',
    'Order the process flows and limit them by security role; activate.',
  ],
  types: {
    text: 'Single line of text',
    longtext: 'Multiple lines of text',
    number: 'Decimal number',
    currency: 'Currency',
    percent: 'Decimal number',
    date: 'Date only',
    datetime: 'Date and time',
    yesno: 'Yes/No',
    choice: 'Choice',
    multichoice: 'Choices',
    user: 'Lookup (User)',
    url: 'Single line of text (URL)',
    email: 'Single line of text (Email)',
    phone: 'Single line of text (Phone)',
  },
  stageColumns: [
    ['Probability', (stage) => `${stage.probability}%`],
    [
      'In the CRM',
      (stage) => (stage.state === 'open' ? 'stage of the flow' : stage.state === 'won' ? 'state Won' : 'state Lost'),
    ],
    [
      'Stage category',
      (stage) =>
        stage.state !== 'open'
          ? '–'
          : stage.probability < 30
            ? 'Qualify'
            : stage.probability < 60
              ? 'Develop'
              : stage.probability < 80
                ? 'Propose'
                : 'Close',
    ],
  ],
  demands: 'A required data step gates the stage in the process bar.',
};

export const dynamics: Backend = {
  id: 'dynamics',
  title: 'Dynamics 365 Sales (guide)',
  generate(model, options) {
    const enforcement = documentedEnforcement(crm, model, options);
    const { files, sourceMap } = processFiles(chosenProcesses(model, options), 'md', (process) =>
      setupGuide(crm, process, model),
    );
    const reports = reportFiles(dynamics, model, enforcement, sourceMap);
    return { files: [...files, ...reports], enforcement, sourceMap, findings: [] };
  },
};
