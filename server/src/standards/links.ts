/** Where the pages of the rules are published. */
const pages = 'https://github.com/salesflow/salesflow/blob/main/docs/rules';

const urls = new Map<string, string>();

/** The address of a rule's page; one text for all findings of the rule. */
export function ruleUrl(id: string): string {
  let url = urls.get(id);
  if (url === undefined) {
    url = `${pages}/${id}.md`;
    urls.set(id, url);
  }
  return url;
}
