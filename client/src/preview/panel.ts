import * as vscode from 'vscode';
import type { Picture, PictureFinding, Place, PreviewResult } from '../../../server/src/lsp/protocol.ts';
import { patched } from '../../../server/src/overlay/patch.ts';
import type { Session } from '../feature.ts';
import { boxesAt } from './cursor.ts';
import { pageHtml } from './html.ts';
import { readToExtension, type ToExtension, type ToWebview, type ViewState } from './messages.ts';
import { type PlacedBox, placedBoxes, placedFindings } from './places.ts';
import { jumpsToText, reveal, revealRange } from './source.ts';

export const VIEW_TYPE = 'salesflow.preview';

/** One preview: a webview, what it shows, and the talk between it and the text. */
export class PreviewPanel implements vscode.Disposable {
  readonly #session: Session;
  readonly #panel: vscode.WebviewPanel;
  readonly #disposed = new vscode.EventEmitter<void>();
  readonly #shown = new vscode.EventEmitter<void>();
  #state: ViewState;
  #shownPicture: Shown | undefined;
  #asking: Promise<void> | undefined;
  #cancelled: vscode.CancellationTokenSource | undefined;
  #again = false;
  #highlighted = '';
  /** Whether the page listens; never again once it is gone. */
  #ready = false;
  #gone = false;

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
    panel.onDidDispose(() => {
      this.#gone = true;
      this.#cancelled?.cancel();
      this.#disposed.fire();
    });
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

  get picture(): Picture | undefined {
    return this.#shownPicture?.picture;
  }

  /** URI of the root folder of the project shown. */
  get root(): string | undefined {
    return this.#shownPicture?.root;
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
    this.#cancelled?.cancel();
    await this.refresh();
  }

  /**
   * Asks for the picture anew. While an answer is awaited, the next question waits: every answer is shown, so that the
   * picture keeps up with whoever types without a pause.
   */
  async refresh(): Promise<void> {
    this.#again = true;
    this.#asking ??= this.#askWhileWanted().finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
  }

  async #askWhileWanted(): Promise<void> {
    while (this.#again && this.#ready && !this.#gone) {
      this.#again = false;
      const source = new vscode.CancellationTokenSource();
      this.#cancelled = source;
      try {
        await this.#ask(source.token);
      } catch (error) {
        if (source.token.isCancellationRequested) continue;
        await this.#sendEmpty(error instanceof Error ? error.message : String(error));
      } finally {
        source.dispose();
      }
    }
  }

  async #ask(token: vscode.CancellationToken): Promise<void> {
    const { uri, process } = this.#state;
    const before = this.#shownPicture;
    const result = await this.#session.server.request(
      'salesflow/preview',
      {
        uri,
        collapsed: collapsedLanes(this.#state),
        ...(process === '' ? {} : { process }),
        ...(before === undefined ? {} : { have: before.version }),
      },
      token,
    );
    if (token.isCancellationRequested) return;
    if (result === null) {
      await this.#sendEmpty('Nothing to draw yet. Declare a journey or a process.');
      return;
    }
    const { version, drawn, places, root } = result;
    const picture = 'picture' in drawn ? drawn.picture : (patched(before?.picture, drawn.patch) as Picture);
    this.#shownPicture = {
      root,
      version,
      picture,
      boxes: placedBoxes(picture, places),
      findings: placedFindings(picture, places),
    };
    const title = this.#state.pinned ? `${picture.title} (pinned)` : picture.title;
    if (!this.#gone && this.#panel.title !== title) this.#panel.title = title;
    if ('picture' in drawn || before === undefined) await this.#sendWhole();
    else if (version !== before.version)
      await this.#send({ type: 'update', from: before.version, version, patch: drawn.patch, state: this.#state });
    this.#highlighted = '';
    this.#shown.fire();
  }

  async #sendWhole(): Promise<void> {
    const shown = this.#shownPicture;
    if (shown === undefined) return;
    await this.#send({ type: 'show', version: shown.version, picture: shown.picture, state: this.#state });
  }

  async #sendEmpty(message: string): Promise<void> {
    this.#shownPicture = undefined;
    await this.#send({ type: 'empty', message });
  }

  /** Marks what the cursor is in. */
  highlight(uri: string, position: vscode.Position): void {
    if (this.#shownPicture === undefined) return;
    const ids = boxesAt(this.#shownPicture.boxes, uri, position);
    const key = ids.join('\n');
    if (key === this.#highlighted) return;
    this.#highlighted = key;
    void this.#send({ type: 'highlight', ids });
  }

  async showSource(): Promise<void> {
    const box = this.#shownPicture?.boxes.find((one) => one.id.startsWith('process:'));
    if (box !== undefined) await reveal(box.name, this.#panel.viewColumn);
    else await vscode.window.showTextDocument(vscode.Uri.parse(this.#state.uri), { viewColumn: vscode.ViewColumn.One });
  }

  /** Has the webview put a picture on the clipboard: only a page that is in front may do so. */
  async copy(svg: string, scale: number): Promise<void> {
    this.#panel.reveal(undefined, false);
    await this.#send({ type: 'copy', svg, scale });
  }

  dispose(): void {
    this.#cancelled?.cancel();
    this.#panel.dispose();
    this.#disposed.dispose();
    this.#shown.dispose();
  }

  async #send(message: ToWebview): Promise<void> {
    if (this.#ready && !this.#gone) await this.#panel.webview.postMessage(message);
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
        // Also when a page comes back that was hidden: it has nothing yet.
        this.#ready = true;
        await this.#sendWhole();
        return this.refresh();
      case 'resend':
        return this.#sendWhole();
      case 'reveal': {
        const box = this.#box(message.id);
        if (box !== undefined && jumpsToText()) await reveal(box.name, this.#panel.viewColumn, message.peek);
        return;
      }
      case 'revealFinding': {
        const place = this.#shownPicture?.findings.get(message.finding);
        if (place !== undefined) await revealRange(place, this.#panel.viewColumn);
        return;
      }
      case 'fix':
        return this.#fix(message.finding, message.fix);
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

  async #fix(id: string, index: number): Promise<void> {
    const finding = this.#finding(id);
    const at = this.#shownPicture?.findings.get(id);
    const fix = finding?.fixes[index];
    const params = finding && at && fix && { rule: finding.rule, at, title: fix.title };
    const edit = params && (await this.#session.server.request('salesflow/fix', params));
    if (!edit) throw new Error('The text has changed since this fix was offered. Try it from the new picture.');
    await this.#session.server.apply(edit);
  }

  #box(id: string): PlacedBox | undefined {
    return this.#shownPicture?.boxes.find((box) => box.id === id);
  }

  #finding(id: string): PictureFinding | undefined {
    return this.#shownPicture?.picture.findings.find((finding) => finding.id === id);
  }
}

/** The picture that the page was told last, and where what it shows was written. */
interface Shown extends Pick<PreviewResult, 'root' | 'version'> {
  readonly picture: Picture;
  readonly boxes: readonly PlacedBox[];
  readonly findings: ReadonlyMap<string, Place>;
}

/** Lanes that the reader has folded away: the picture is laid out without them. */
function collapsedLanes({ view }: ViewState): readonly string[] {
  const { collapsed } = view;
  return Array.isArray(collapsed) ? collapsed.filter((one): one is string => typeof one === 'string') : [];
}
