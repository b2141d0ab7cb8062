import * as vscode from 'vscode';
import type { PreviewBox, PreviewFinding, PreviewResult } from '../../../server/src/lsp/protocol.ts';
import type { Session } from '../feature.ts';
import { boxesAt } from './cursor.ts';
import { pageHtml } from './html.ts';
import { readToExtension, type ToExtension, type ToWebview, type ViewState } from './messages.ts';
import { jumpsToText, reveal, revealRange } from './source.ts';

export const VIEW_TYPE = 'salesflow.preview';

/** One preview: a webview, what it shows, and the talk between it and the text. */
export class PreviewPanel implements vscode.Disposable {
  readonly #session: Session;
  readonly #panel: vscode.WebviewPanel;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly #shown = new vscode.EventEmitter<void>();
  #state: ViewState;
  #picture: PreviewResult | undefined;
  #asking: vscode.CancellationTokenSource | undefined;
  #highlighted = '';
  #ready = false;

  readonly onDidDispose = this.#disposed.event;
  /** Fires whenever a picture reaches the webview. */
  readonly onDidShow = this.#shown.event;

  constructor(session: Session, panel: vscode.WebviewPanel, state: ViewState) {
    this.#session = session;
    this.#panel = panel;
    this.#state = state;
    panel.iconPath = {
      light: vscode.Uri.joinPath(session.context.extensionUri, 'icons', 'file-light.svg'),
      dark: vscode.Uri.joinPath(session.context.extensionUri, 'icons', 'file-dark.svg'),
    };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(session.context.extensionUri, 'dist')],
    };
    panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message));
    panel.onDidDispose(() => this.#disposed.fire());
    panel.webview.html = pageHtml(
      panel.webview,
      session.context.extensionUri,
      'Salesflow preview',
      '<main id="app"></main>',
    );
  }

  get state(): ViewState {
    return this.#state;
  }

  get picture(): PreviewResult | undefined {
    return this.#picture;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  show(column?: vscode.ViewColumn): void {
    this.#panel.reveal(column, true);
  }

  /** Turns to another file or process. */
  async turnTo(uri: string, process: string, pinned: boolean): Promise<void> {
    this.#state = { ...this.#state, uri, process, pinned };
    await this.refresh();
  }

  /** Asks for the picture anew; only the newest answer is shown. */
  async refresh(): Promise<void> {
    if (!this.#ready) return;
    this.#asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.#asking = asking;
    const { uri, process } = this.#state;
    try {
      const collapsed = collapsedLanes(this.#state);
      const params = { uri, theme: 'editor' as const, collapsed, ...(process === '' ? {} : { process }) };
      const picture = await this.#session.server.request('salesflow/preview', params, asking.token);
      if (asking.token.isCancellationRequested) return;
      if (picture === null) {
        await this.#send({ type: 'empty', message: 'Nothing to draw yet. Declare a journey or a process.' });
        return;
      }
      this.#picture = picture;
      this.#panel.title = this.#state.pinned ? `${picture.title} (pinned)` : picture.title;
      await this.#send({ type: 'show', picture, state: this.#state });
      this.#highlighted = '';
      this.#shown.fire();
    } catch (error) {
      if (asking.token.isCancellationRequested) return;
      await this.#send({ type: 'empty', message: error instanceof Error ? error.message : String(error) });
    } finally {
      asking.dispose();
    }
  }

  /** Marks what the cursor is in. */
  highlight(uri: string, position: vscode.Position): void {
    if (this.#picture === undefined) return;
    const ids = boxesAt(this.#picture.boxes, uri, position);
    const key = ids.join('\n');
    if (key === this.#highlighted) return;
    this.#highlighted = key;
    void this.#send({ type: 'highlight', ids });
  }

  async showSource(): Promise<void> {
    const box = this.#picture?.boxes.find((one) => one.id.startsWith('process:'));
    if (box !== undefined) await reveal(box.name, this.#panel.viewColumn);
    else await vscode.window.showTextDocument(vscode.Uri.parse(this.#state.uri), { viewColumn: vscode.ViewColumn.One });
  }

  /** Has the webview put a picture on the clipboard: only a page that is in front may do so. */
  async copy(svg: string, scale: number): Promise<void> {
    this.#panel.reveal(undefined, false);
    await this.#send({ type: 'copy', svg, scale });
  }

  dispose(): void {
    this.#asking?.cancel();
    this.#panel.dispose();
    this.#disposed.dispose();
    this.#shown.dispose();
  }

  async #send(message: ToWebview): Promise<void> {
    if (this.#ready) await this.#panel.webview.postMessage(message);
  }

  async #receive(message: unknown): Promise<void> {
    const known = readToExtension(message);
    if (known === undefined) {
      this.#session.server.warn('The preview sent a message that is not understood.');
      return;
    }
    try {
      await this.#handle(known);
    } catch (error) {
      void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  async #handle(message: ToExtension): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        return this.refresh();
      case 'reveal': {
        const box = this.#box(message.id);
        if (box !== undefined && jumpsToText()) await reveal(box.name, this.#panel.viewColumn, message.peek);
        return;
      }
      case 'revealFinding': {
        const finding = this.#finding(message.finding);
        if (finding !== undefined) await revealRange(finding.at, this.#panel.viewColumn);
        return;
      }
      case 'fix':
        return this.#fix(this.#finding(message.finding), message.fix);
      case 'explain': {
        const url = this.#finding(message.finding)?.url;
        if (url !== undefined && /^https?:/.test(url)) await vscode.env.openExternal(vscode.Uri.parse(url));
        return;
      }
      case 'process':
        return this.turnTo(this.#state.uri, message.name, this.#state.pinned);
      case 'back':
        return this.showSource();
      case 'state': {
        const before = collapsedLanes(this.#state).join();
        this.#state = { ...this.#state, view: message.state.view };
        if (collapsedLanes(this.#state).join() !== before) await this.refresh();
        return;
      }
      case 'copied':
        if (message.error === '') void vscode.window.setStatusBarMessage('The picture is on the clipboard.', 4000);
        else void vscode.window.showErrorMessage(`The picture could not be copied: ${message.error}`);
        return;
    }
  }

  async #fix(finding: PreviewFinding | undefined, index: number): Promise<void> {
    const fix = finding?.fixes[index];
    if (finding === undefined || fix === undefined) return;
    const params = { rule: finding.rule, at: finding.at, title: fix.title };
    const edit = await this.#session.server.request('salesflow/fix', params);
    if (edit === null) throw new Error('The text has changed since this fix was offered. Try it from the new picture.');
    await this.#session.server.apply(edit);
  }

  #box(id: string): PreviewBox | undefined {
    return this.#picture?.boxes.find((box) => box.id === id);
  }

  #finding(index: number): PreviewFinding | undefined {
    return this.#picture?.findings[index];
  }
}

/** Lanes that the reader has folded away: the picture is laid out without them. */
function collapsedLanes({ view }: ViewState): readonly string[] {
  const { collapsed } = view;
  return Array.isArray(collapsed) ? collapsed.filter((one): one is string => typeof one === 'string') : [];
}
