import { advice, projectRule } from '../rule.ts';

/** A criterion that a configured CRM cannot enforce. */
export const provableInCrm = projectRule({
  id: 'inspectable/provable-in-crm',
  standard: 'inspectable',
  levels: { ...advice, audit: 'hint' },
  basis: 'declared',
  summary: 'The CRM in use can show every criterion.',
  reports:
    'A criterion that a CRM named in `targets` can neither show nor enforce, as its backend’s enforcement report tells. Without `targets` nothing is reported.',
  why: 'What the CRM cannot hold has to be kept up by hand, and is forgotten first.',
  instead: 'Prove it with a record this CRM has, or accept the manual work and say why in a suppression.',
  wrong: [],
  right: [{ within: 'process', code: '// no target is configured' }],
  options: {},
  fix: undefined,
  check({ enforcement, report }) {
    for (const { target, path, how, span } of enforcement) {
      report({
        at: span,
        path,
        message: `${target} can neither show nor enforce this criterion. ${how}`,
      });
    }
  },
});
