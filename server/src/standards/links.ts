/** Where the pages of the rules are published. */
const pages = 'https://github.com/salesflow/salesflow/blob/main/docs/rules';

/** The address of a rule's page. */
export function ruleUrl(id: string): string {
  return `${pages}/${id}.md`;
}
