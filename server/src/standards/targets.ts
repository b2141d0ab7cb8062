/** CRMs that a project can be configured for; each has a backend of the same id. */
export const configurableTargets = ['salesforce', 'hubspot', 'pipedrive', 'zoho', 'dynamics'] as const;

export type ConfigurableTarget = (typeof configurableTargets)[number];
