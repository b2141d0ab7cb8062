import { codeAction } from './code-action.ts';
import { compare } from './compare.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { diagnostics } from './diagnostics.ts';
import { documentLink } from './document-link.ts';
import { documentSymbol, workspaceSymbol } from './document-symbol.ts';
import { exportPicture } from './export.ts';
import type { Feature } from './feature.ts';
import { foldingRange } from './folding-range.ts';
import { formatting } from './formatting.ts';
import { generate } from './generate.ts';
import { hover } from './hover.ts';
import { importFromCrm } from './import.ts';
import { picture } from './picture.ts';
import { preview } from './preview.ts';
import { documentHighlight, references } from './references.ts';
import { rename } from './rename.ts';
import { selectionRange } from './selection-range.ts';
import { status } from './status.ts';
import { tree } from './tree.ts';

/** Everything the server answers, one file each. */
export const FEATURES: readonly Feature[] = [
  diagnostics,
  completion,
  hover,
  definition,
  references,
  documentHighlight,
  rename,
  documentSymbol,
  workspaceSymbol,
  foldingRange,
  selectionRange,
  formatting,
  documentLink,
  codeAction,
  preview,
  exportPicture,
  picture,
  tree,
  status,
  compare,
  generate,
  importFromCrm,
];
