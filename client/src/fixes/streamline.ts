import * as vscode from 'vscode';
import type { StreamlineProposal } from '../../../server/src/lsp/protocol.ts';
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
    const { edit } = await server.request('salesflow/streamline', {
      uri: file.toString(),
      process,
      accepted: accepted.map((item) => item.proposal.id),
    });
    if (edit) await server.apply(edit);
  });
