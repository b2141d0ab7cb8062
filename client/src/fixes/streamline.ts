import * as vscode from 'vscode';
import type { PlainWorkspaceEdit, StreamlineProposal } from '../../../server/src/lsp/protocol.ts';
import type { Feature } from '../feature.ts';
import { showPictures } from '../preview/pictures-panel.ts';
import { command, currentFile } from '../project.ts';

interface ProposalItem extends vscode.QuickPickItem {
  readonly proposal: StreamlineProposal;
}

/** Shows what each step should become; the reader accepts proposals one by one or together. */
export const streamline: Feature = ({ context, server }) =>
  command('salesflow.streamline', async () => {
    const file = await currentFile();
    if (file === undefined) throw new Error('Open a .salesflow file first.');
    const { process, proposals, before, after } = await server.request('salesflow/streamline', {
      uri: file.toString(),
    });
    const changes = proposals.filter((proposal) => proposal.edit !== undefined);
    if (changes.length === 0) {
      void vscode.window.showInformationMessage(`Every step of ${process} passes: there is nothing to streamline.`);
      return;
    }
    const panel = showPictures(context, `Streamline ${process}`, [
      { title: 'As it is', svg: before },
      { title: 'With every proposal accepted', svg: after },
    ]);
    const items = changes.map(
      (proposal): ProposalItem => ({
        label: proposal.title,
        description: proposal.verdict,
        detail: proposal.reason,
        picked: true,
        proposal,
      }),
    );
    const accepted = await vscode.window.showQuickPick(items, {
      canPickMany: true,
      title: `Streamline ${process}: ${proposals.length - changes.length} of ${proposals.length} steps stay as they are`,
      placeHolder: 'Accept what you agree with',
    });
    panel.dispose();
    if (accepted === undefined || accepted.length === 0) return;
    await server.apply(joined(accepted.map((item) => item.proposal.edit)));
  });

/** One edit, so that one undo takes all of it back. */
function joined(edits: readonly (PlainWorkspaceEdit | undefined)[]): PlainWorkspaceEdit {
  const changes: Record<string, { range: PlainWorkspaceEdit['changes'][string][number]['range']; newText: string }[]> =
    {};
  for (const edit of edits) {
    for (const [uri, list] of Object.entries(edit?.changes ?? {})) {
      changes[uri] = [...(changes[uri] ?? []), ...list];
    }
  }
  return { changes };
}
