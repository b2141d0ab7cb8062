import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, State } from 'vscode-languageclient';
import type {
  ChangedParams,
  InitializationOptions,
  PlainWorkspaceEdit,
  RequestParams,
  RequestResult,
  SalesflowMethod,
} from '../../../server/src/lsp/protocol.ts';
import { schemes } from '../project.ts';
import { answerFileRequests } from './files.ts';
import type { ClientFactory } from './transport.ts';

/** Values of the library's `State`, which is not loaded here. */
const [STOPPED, RUNNING] = [1, 2] satisfies [State.Stopped, State.Running];

export type ServerState = 'starting' | 'running' | 'stopped' | 'failed';

/** The language server as the features see it: state, typed requests, restart. */
export class SalesflowServer implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #create: ClientFactory;
  readonly #log = vscode.window.createOutputChannel('Salesflow', { log: true });
  readonly #stateChanged = new vscode.EventEmitter<ServerState>();
  readonly #projectChanged = new vscode.EventEmitter<ChangedParams>();
  #client: BaseLanguageClient | undefined;
  #files: vscode.Disposable | undefined;
  #state: ServerState = 'stopped';
  #ready: Promise<void> = Promise.resolve();

  /** Fires when the server starts, stops or fails. */
  readonly onDidChangeState = this.#stateChanged.event;
  /** Fires when the model or the findings of a project changed. */
  readonly onDidChangeProject = this.#projectChanged.event;

  constructor(context: vscode.ExtensionContext, create: ClientFactory) {
    this.#context = context;
    this.#create = create;
    context.subscriptions.push(
      vscode.commands.registerCommand('salesflow.restartServer', () => this.restart()),
      vscode.commands.registerCommand('salesflow.showLog', () => this.#log.show()),
    );
  }

  get state(): ServerState {
    return this.#state;
  }

  /** The client library is large: it is loaded once the extension has activated, not before. */
  start(): Promise<void> {
    this.#ready = new Promise((resolve) => setTimeout(resolve)).then(() => this.#start());
    return this.#ready;
  }

  async restart(): Promise<void> {
    await this.#stop();
    await this.start();
  }

  /** Asks the server, once it runs. Throws where it cannot be started, or with the server's own message. */
  async request<M extends SalesflowMethod>(
    method: M,
    params: RequestParams<M>,
    token?: vscode.CancellationToken,
  ): Promise<RequestResult<M>> {
    await this.#ready;
    if (this.#client === undefined || this.#state !== 'running') {
      throw new Error('The Salesflow language server is not running. Run "Salesflow: Restart Language Server".');
    }
    // An absent token must not be passed: it would count as a second parameter.
    return token === undefined
      ? this.#client.sendRequest<RequestResult<M>>(method, params)
      : this.#client.sendRequest<RequestResult<M>>(method, params, token);
  }

  /** Applies an edit that the server made; answers whether the editor took it. */
  async apply(edit: PlainWorkspaceEdit): Promise<boolean> {
    const converted = new vscode.WorkspaceEdit();
    for (const [uri, changes] of Object.entries(edit.changes)) {
      for (const { range, newText } of changes) converted.replace(vscode.Uri.parse(uri), toRange(range), newText);
    }
    return vscode.workspace.applyEdit(converted);
  }

  warn(message: string): void {
    this.#log.warn(message);
  }

  dispose(): void {
    void this.#stop();
    this.#log.dispose();
    this.#stateChanged.dispose();
    this.#projectChanged.dispose();
  }

  async #start(): Promise<void> {
    this.#enter('starting');
    try {
      const client = await this.#create(this.#context, this.#options());
      this.#client = client;
      this.#files = answerFileRequests(client, this.#context.extensionUri);
      client.onNotification('salesflow/changed', (params: ChangedParams) => this.#projectChanged.fire(params));
      client.onDidChangeState(({ newState }) => {
        if (client !== this.#client) return;
        if (newState === RUNNING) this.#enter('running');
        else if (newState === STOPPED) this.#enter(this.#state === 'starting' ? 'failed' : 'stopped');
      });
      await client.start();
      this.#enter('running');
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      this.#enter('failed');
    }
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#files?.dispose();
    await client?.dispose().catch(() => {});
    this.#enter('stopped');
  }

  #enter(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }

  #options(): LanguageClientOptions {
    const initializationOptions: InitializationOptions = { clientFiles: true, extensions: true, folderEvents: true };
    return {
      documentSelector: [...schemes()].flatMap((scheme) => [
        { scheme, language: 'salesflow' },
        { scheme, language: 'jsonc', pattern: '**/salesflow.config.json' },
      ]),
      outputChannel: this.#log,
      initializationOptions,
      // The server says itself which files it wants to hear of.
      synchronize: { configurationSection: 'salesflow' },
    };
  }
}

export function toRange(range: {
  start: { line: number; character: number };
  end: { line: number; character: number };
}) {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
