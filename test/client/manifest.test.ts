import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CONTENTS } from '../../scripts/stage-extension.ts';
import { targetIds } from '../../server/src/crm/index.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const { contributes } = manifest;
const sources = globSync('client/src/**/*.ts', { cwd: ROOT })
  .filter((file) => !file.includes('webview'))
  .map((file) => readFileSync(join(ROOT, file), 'utf8'))
  .join('\n');

/** Commands that only code lenses and links call, so that no palette shows them. */
const INTERNAL = new Set(['salesflow.showReferences']);

const contributed = new Set<string>(contributes.commands.map((one: { command: string }) => one.command));
const registered = new Set(
  [...sources.matchAll(/(?:\bcommand|registerCommand)\(\s*'(salesflow\.[\w.]+)'/g)].map((match) => match[1] ?? ''),
);

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly alt?: string;
}
const menus: [string, MenuItem][] = Object.entries<MenuItem[]>(contributes.menus).flatMap(([menu, items]) =>
  items.map((item): [string, MenuItem] => [menu, item]),
);

describe('every command', () => {
  test('of the manifest is registered', () => {
    expect([...contributed].filter((id) => !registered.has(id))).toEqual([]);
  });

  test('that is registered is in the manifest', () => {
    expect([...registered].filter((id) => !contributed.has(id) && !INTERNAL.has(id))).toEqual([]);
  });

  test('has a title in title case of its own and the same category', () => {
    const titles = contributes.commands.map((one: { title: string }) => one.title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const { category, title } of contributes.commands) {
      expect(category).toBe('Salesflow');
      expect(title).toMatch(/^[A-Z]/);
      expect(title).not.toMatch(/Salesflow/);
    }
  });

  test('named by a menu, a key, a welcome view or the walkthrough exists', () => {
    const named = [
      ...menus.flatMap(([, item]) => [item.command, item.alt]),
      ...contributes.keybindings.map((one: { command: string }) => one.command),
      ...[
        ...JSON.stringify([contributes.viewsWelcome, contributes.walkthroughs]).matchAll(
          /(?:command:|onCommand:)(salesflow\.\w+)/g,
        ),
      ].map((match) => match[1]),
    ];
    expect(named.filter((id) => id !== undefined && !contributed.has(id))).toEqual([]);
  });

  test('that needs a certain place says so in the palette', () => {
    const hidden = new Set(menus.filter(([menu]) => menu === 'commandPalette').map(([, item]) => item.command));
    for (const id of ['showSource', 'copyImage', 'refreshTree', 'openPreview', 'exportSvg']) {
      expect(hidden).toContain(`salesflow.${id}`);
    }
  });
});

test('every submenu that a menu shows is declared, and has items', () => {
  const declared = new Set(contributes.submenus.map((one: { id: string }) => one.id));
  const shown = menus.flatMap(([, item]) => item.submenu ?? []);
  expect(shown.filter((id) => !declared.has(id))).toEqual([]);
  expect([...declared].filter((id) => !contributes.menus[id as string]?.length)).toEqual([]);
});

describe('every setting', () => {
  const settings: Record<string, { markdownDescription?: string; default?: unknown; scope?: string }> = Object.assign(
    {},
    ...contributes.configuration.map((group: { properties: object }) => group.properties),
  );

  test('has a description that ends as a sentence, a default and a scope', () => {
    for (const [id, { markdownDescription, default: value, scope }] of Object.entries(settings)) {
      expect(markdownDescription, id).toMatch(/\.$/);
      expect(value, id).toBeDefined();
      expect(scope, id).toMatch(/^(window|resource)$/);
    }
  });

  test('with a list of values says what each of them means', () => {
    type Setting = { enum?: string[]; enumDescriptions?: string[] };
    for (const [id, { enum: values, enumDescriptions = [] }] of Object.entries(settings as Record<string, Setting>))
      if (values) expect(enumDescriptions.filter((text) => text.endsWith('.')).length, id).toBe(values.length);
  });

  test('that the extension reads is declared', () => {
    const read = [
      ...sources.matchAll(/getConfiguration\('salesflow'\)\s*\.get(?:<[^>]*(?:>\[[^\]]*\])?>)?\('([\w.]+)'/g),
    ];
    expect(read.length).toBeGreaterThan(4);
    expect(read.map((match) => `salesflow.${match[1]}`).filter((id) => !(id in settings))).toEqual([]);
  });

  test('of the editor is read by the extension or by the server', () => {
    const server = globSync('server/src/lsp/**/*.ts', { cwd: ROOT }).map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    const all = [sources, ...server].join('\n');
    // The language client reads the trace setting by its own name.
    const unread = Object.keys(settings).filter(
      (id) => !all.includes(id.split('.').at(-1) ?? '') && !id.includes('trace'),
    );
    expect(unread).toEqual([]);
  });
});

describe('every file that the manifest names', () => {
  const built = (path: string) => path.startsWith('dist/');
  const named = [
    ...JSON.stringify({ ...manifest, scripts: {} }).matchAll(
      /"(\.?\/?(?:dist|icons|media|syntaxes|schema)\/[\w./-]+|\.\/[\w./-]+)"/g,
    ),
  ]
    .map((match) => (match[1] ?? '').replace(/^\.\//, ''))
    .filter((path) => path !== '');

  test('is packaged', () => {
    const targets = Object.values(CONTENTS);
    const stray = named.filter((path) => !targets.some((target) => path === target || path.startsWith(`${target}/`)));
    expect(named.length).toBeGreaterThan(8);
    expect(stray).toEqual([]);
  });

  test('is in the repository, unless it is built', () => {
    const source = (path: string) => Object.entries(CONTENTS).find(([, target]) => target === path)?.[0] ?? path;
    expect(named.filter((path) => !built(path)).filter((path) => !existsSync(join(ROOT, source(path))))).toEqual([]);
  });

  test('that is a walkthrough picture is an SVG with a description', () => {
    for (const { steps } of contributes.walkthroughs) {
      for (const { media } of steps) {
        expect(media.altText).toMatch(/\.$/);
        expect(readFileSync(join(ROOT, media.svg), 'utf8')).toMatch(/^<svg /);
      }
    }
  });
});

test('the icon is a PNG of 256 by 256 pixels', () => {
  const bytes = readFileSync(join(ROOT, manifest.icon));
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([256, 256]);
  expect(statSync(join(ROOT, manifest.icon)).size).toBeLessThan(100_000);
});

test('there is an entry for the desktop and one for the browser', () => {
  expect(manifest.main).toBe('./dist/extension.cjs');
  expect(manifest.browser).toBe('./dist/web/extension.js');
});

test('the problem matcher reads what the command line prints', () => {
  const [{ pattern }] = contributes.problemMatchers;
  const match = new RegExp(pattern.regexp).exec(
    'sales/new business.salesflow:12:3 warning factual/no-feelings "interested" is a feeling, not a fact.',
  );
  expect(match?.slice(1)).toEqual([
    'sales/new business.salesflow',
    '12',
    '3',
    'warning',
    'factual/no-feelings',
    '"interested" is a feeling, not a fact.',
  ]);
});

test('an untrusted folder is told what is off', () => {
  expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
  expect(manifest.capabilities.untrustedWorkspaces.description).toMatch(/Tasks.*git.*CRM configuration/);
});

test('statements are completed by the language server alone, which knows where they fit', () => {
  expect(contributes.snippets).toBeUndefined();
});

test('no telemetry is sent', () => {
  expect(sources).not.toMatch(/createTelemetryLogger|applicationinsights|sendTelemetry/i);
});

test('each target of the command line can be chosen when CRM configuration is written', () => {
  const offered = [...readFileSync(join(ROOT, 'client/src/crm/generate.ts'), 'utf8').matchAll(/\{ id: '(\w+)'/g)];
  expect(offered.map(([, id]) => id).sort()).toEqual([...targetIds].sort());
});
