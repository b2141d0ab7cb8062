import { levels, presetNames } from './config.ts';
import { ruleUrl } from './links.ts';
import { rules } from './registry.ts';
import type { OptionSpec, Rule } from './rule.ts';
import { configurableTargets } from './targets.ts';
import { cueDescriptions } from './vocabulary.ts';

type Schema = { readonly [key: string]: unknown };

/** JSON schema (draft 07, which editors know) of `salesflow.config.json`. */
export function configSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Salesflow configuration',
    description: 'How a project of .salesflow files is checked.',
    ...object({
      $schema: { type: 'string', description: 'Address of this schema.' },
      extends: {
        enum: presetNames,
        default: 'recommended',
        description:
          'The preset that severities start from: recommended, strict, or audit for a process just imported from a CRM.',
      },
      rules: {
        $ref: '#/definitions/rules',
        description: 'Severity and options per rule, or per standard as "factual/*".',
      },
      overrides: {
        type: 'array',
        description: 'Other settings for some files or processes. Later ones win.',
        items: {
          ...object({
            files: strings('Files, as patterns in the manner of .gitignore.'),
            processes: strings('Names of processes; * stands for anything.'),
            extends: { enum: presetNames, description: 'Another preset.' },
            rules: { $ref: '#/definitions/rules' },
          }),
          anyOf: [{ required: ['files'] }, { required: ['processes'] }],
        },
      },
      vocabulary: {
        description: 'Words of your own.',
        ...object({
          allow: strings('Phrases that are never reported, such as a product called "Interest".'),
          add: {
            description: 'Further words that the wording rules react to, by kind.',
            ...object(
              Object.fromEntries(
                Object.entries(cueDescriptions).map(([cue, description]) => [cue, strings(description)]),
              ),
            ),
          },
        }),
      },
      targets: {
        type: 'array',
        items: { enum: configurableTargets },
        uniqueItems: true,
        description: 'The CRMs in use. Their limits are checked, and criteria they cannot enforce are reported.',
      },
      ignore: strings('Files left out, as patterns in the manner of .gitignore.'),
      editor: surface('Settings that hold in the editor only.'),
      ci: surface('Settings that hold on the command line and in CI only.'),
    }),
    definitions: {
      severity: { enum: levels, description: 'How loudly the rule speaks; "off" switches it off.' },
      rules: object(Object.fromEntries([...standardSettings(), ...rules.map(ruleSetting)])),
    },
  };
}

function standardSettings(): [string, Schema][] {
  const standards = [...new Set(rules.map((rule) => rule.standard))];
  return standards.map((standard) => [
    `${standard}/*`,
    { description: `All rules of ${standard} that have no entry of their own.`, ...severityOr({}) },
  ]);
}

function ruleSetting(rule: Rule): [string, Schema] {
  const options = Object.fromEntries(
    Object.entries<OptionSpec>(rule.options).map(([name, spec]) => [name, option(spec)]),
  );
  return [rule.id, { description: `${rule.summary} ${ruleUrl(rule.id)}`, ...severityOr(options) }];
}

function severityOr(options: Record<string, Schema>): Schema {
  return {
    anyOf: [
      { $ref: '#/definitions/severity' },
      object({
        severity: { $ref: '#/definitions/severity' },
        ...(Object.keys(options).length > 0 ? { options: object(options) } : {}),
      }),
    ],
  };
}

function option(spec: OptionSpec): Schema {
  const { description } = spec;
  switch (spec.type) {
    case 'number':
      return { type: 'number', minimum: spec.minimum, default: spec.default, description };
    case 'boolean':
      return { type: 'boolean', default: spec.default, description };
    case 'strings':
      return { ...strings(description), default: spec.default };
  }
}

function surface(description: string): Schema {
  return { description, ...object({ rules: { $ref: '#/definitions/rules' } }) };
}

function strings(description: string): Schema {
  return { type: 'array', items: { type: 'string' }, description };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: 'object', properties, additionalProperties: false };
}
