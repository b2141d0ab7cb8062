import type { StatusResult } from '../../../server/src/lsp/protocol.ts';
import type { ServerState } from '../server/salesflow-server.ts';

/** What the status item says. */
export interface Summary {
  readonly text: string;
  /** Markdown; the first line is a title. */
  readonly tooltip: string;
  readonly severity: 'ok' | 'warning' | 'error';
}

const STANDARD_TITLES: Readonly<Record<keyof StatusResult['byStandard'], string>> = {
  required: 'Required',
  factual: 'Factual',
  inspectable: 'Inspectable',
  'buyer-centric': 'Buyer-centric',
  'exit-criteria': 'Exit criteria',
  process: 'Process',
  crm: 'CRM',
  suppression: 'Suppressions',
  config: 'Settings file',
  language: 'Language',
};

const ACTIONS =
  '[Problems](command:workbench.actions.view.problems) · [Settings](command:salesflow.openConfig) · ' +
  '[Log](command:salesflow.showLog) · [Restart](command:salesflow.restartServer)';

const RESTRICTED =
  '$(workspace-untrusted) In this untrusted folder, tasks, comparing with git revisions and writing CRM configuration ' +
  'are off. [Manage trust](command:workbench.trust.manage)\n\n';

/**
 * The status in words.
 *
 * @param status `undefined` where the server has nothing to say yet
 * @param trusted whether the user trusts the folder
 */
export function summarise(state: ServerState, status: StatusResult | undefined, trusted = true): Summary {
  if (state === 'failed' || state === 'stopped') {
    const what = state === 'failed' ? 'could not be started' : 'is stopped';
    return {
      text: '$(error) Salesflow',
      tooltip: `**The Salesflow language server ${what}.**\n\n${ACTIONS}`,
      severity: 'error',
    };
  }
  if (state === 'starting' || status === undefined) {
    return {
      text: '$(loading~spin) Salesflow',
      tooltip: `**Salesflow is reading the project.**\n\n${ACTIONS}`,
      severity: 'ok',
    };
  }
  const { error = 0, warning = 0, info = 0, hint = 0 } = status.bySeverity;
  const total = error + warning + info + hint;
  const lines = Object.entries(STANDARD_TITLES).flatMap(([id, title]) => {
    const count = status.byStandard[id as keyof StatusResult['byStandard']] ?? 0;
    return count > 0 ? [`| ${title} | ${count} |`] : [];
  });
  const table = lines.length > 0 ? `| Standard | Findings |\n|---|--:|\n${lines.join('\n')}\n\n` : '';
  const gaps = status.gaps > 0 ? `${count(status.gaps, 'stuck point')} that nothing helps.\n\n` : '';
  const title = total === 0 ? 'Nothing to report' : count(total, 'finding');
  return {
    text: total === 0 ? '$(check) Salesflow' : `$(${error > 0 ? 'error' : 'warning'}) Salesflow ${total}`,
    tooltip: `**${title} in ${count(status.files, 'file')}**\n\n${table}${gaps}${trusted ? '' : RESTRICTED}${ACTIONS}`,
    severity: error > 0 ? 'error' : warning > 0 ? 'warning' : 'ok',
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
