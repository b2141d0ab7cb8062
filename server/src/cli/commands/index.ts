import type { Define } from '../define.ts';

interface Entry {
  /** One line for `salesflow --help`. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly define: Define }>;
}

/** Every command by its word; a command's file is loaded when it is asked for. */
export const commands: Readonly<Record<string, Entry>> = {
  init: { summary: 'start a new project in a folder', load: () => import('./init.ts') },
  lint: { summary: 'check processes against the standards', load: () => import('./lint.ts') },
  format: { summary: 'lay out files in the canonical way', load: () => import('./format.ts') },
  explain: { summary: 'show the page of a rule', load: () => import('./explain.ts') },
  rules: { summary: 'list all rules', load: () => import('./rules.ts') },
  streamline: {
    summary: 'reduce a detailed draft to the steps that belong in the CRM',
    load: () => import('./streamline.ts'),
  },
  render: { summary: 'draw the process over the buyer’s journey', load: () => import('./render.ts') },
  generate: { summary: 'write CRM configuration', load: () => import('./generate.ts') },
  import: { summary: 'make a draft from CRM configuration', load: () => import('./import.ts') },
  plan: { summary: 'compare the source with what the CRM has', load: () => import('./plan.ts') },
  diff: { summary: 'say what changed in the process', load: () => import('./diff.ts') },
  lsp: { summary: 'run the language server', load: () => import('./lsp.ts') },
  completion: { summary: 'print a completion script for a shell', load: () => import('./completion.ts') },
};
