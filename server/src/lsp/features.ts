import { callHierarchy } from './call-hierarchy.ts';
import { codeAction } from './code-action.ts';
import { codeLens } from './code-lens.ts';
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
import { inlayHint } from './inlay-hint.ts';
import { linkedEditingRange } from './linked-editing.ts';
import { picture } from './picture.ts';
import { preview } from './preview.ts';
import { documentHighlight, references } from './references.ts';
import { rename } from './rename.ts';
import { renameFiles } from './rename-files.ts';
import { selectionRange } from './selection-range.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { status } from './status.ts';
import { streamline } from './streamline.ts';
import { tree } from './tree.ts';
import { typeHierarchy } from './type-hierarchy.ts';

/** Everything the server answers, one file each. */
export const FEATURES: readonly Feature[] = [
  diagnostics,
  completion,
  hover,
  definition,
  references,
  documentHighlight,
  rename,
  renameFiles,
  documentSymbol,
  workspaceSymbol,
  foldingRange,
  selectionRange,
  formatting,
  documentLink,
  codeAction,
  codeLens,
  inlayHint,
  semanticTokens,
  callHierarchy,
  typeHierarchy,
  signatureHelp,
  linkedEditingRange,
  preview,
  exportPicture,
  picture,
  tree,
  status,
  compare,
  streamline,
  generate,
  importFromCrm,
];
