import { type ChildProcess, spawn } from 'node:child_process';
import {
  type CancellationToken,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type InitializeResult,
  type MessageConnection,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { COMMAND } from '../../support/built-server.ts';

/** What the editor of a test says of itself. */
export interface ClientOptions {
  /** Folders of the workspace, as URIs. */
  readonly folders?: readonly string[];
  readonly capabilities?: object;
  readonly initializationOptions?: object;
  readonly settings?: object;
  /** Another script than the built command. */
  readonly script?: string;
  readonly nodeArguments?: readonly string[];
  /** What the server waits for when it asks to show progress, which it does before it reads the workspace. */
  readonly progress?: Promise<unknown>;
}

/** An editor that is nothing but the protocol: starts a server and speaks to it over standard input and output. */
export class Client {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly log: string[] = [];
  /** What the server reported as gone wrong inside it. */
  readonly problems: string[] = [];
  /** Progress of work, by token, as it was told. */
  readonly progress = new Map<string | number, { kind: string; title?: string; percentage?: number }[]>();
  /** What the user sets, section `salesflow`; the server asks when it is told that something changed. */
  settings: object | undefined;
  initialized!: InitializeResult;
  /** Rejects when the server ends, with what it printed. */
  died!: Promise<never>;
  private folders: { uri: string; name: string }[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly versions = new Map<string, number>();

  private constructor(process: ChildProcess) {
    this.process = process;
    if (!process.stdout || !process.stdin) throw new Error('The server has no standard streams.');
    this.connection = createProtocolConnection(
      new StreamMessageReader(process.stdout),
      new StreamMessageWriter(process.stdin),
    );
    process.stderr?.on('data', (data) => this.log.push(String(data)));
    this.connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.diagnostics.set(uri, diagnostics);
      for (const wake of [...this.waiting]) wake();
    });
    this.connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type <= 2) this.problems.push(message);
    });
    // The protocol's connection has it, and hides it from its type.
    (this.connection as unknown as MessageConnection).onUnhandledProgress(({ token, value }) => {
      this.progress.set(token, [...(this.progress.get(token) ?? []), value as { kind: string }]);
      for (const wake of [...this.waiting]) wake();
    });
  }

  static async start(options: ClientOptions = {}): Promise<Client> {
    const started = options.script ? [options.script, '--stdio'] : [COMMAND, 'lsp', '--stdio'];
    const client = new Client(
      spawn(process.execPath, [...(options.nodeArguments ?? []), ...started], { stdio: 'pipe' }),
    );
    const { connection } = client;
    client.settings = options.settings;
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => client.settings ?? null),
    );
    client.folders = (options.folders ?? []).map((uri) => ({ uri, name: uri }));
    connection.onRequest('workspace/workspaceFolders', () => client.folders);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', async () => {
      await options.progress;
      return null;
    });
    connection.onRequest('workspace/codeLens/refresh', () => null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.listen();
    client.died = new Promise<never>((_, reject) => {
      client.process.once('exit', (code) =>
        reject(new Error(`The server ended with code ${code}.\n${client.log.join('')}`)),
      );
    });
    client.died.catch(() => {});
    const answer = connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: client.folders,
      initializationOptions: options.initializationOptions,
      capabilities: options.capabilities ?? {
        workspace: { configuration: options.settings !== undefined, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: { relatedInformation: true, versionSupport: true },
          completion: { completionItem: { snippetSupport: true } },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
      },
    });
    client.initialized = await Promise.race([answer, client.died]);
    await connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, text: string, languageId = 'salesflow'): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, text: string): Promise<number> {
    const version = (this.versions.get(uri) ?? 1) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
    return version;
  }

  /** The folders of the workspace are these from now on. */
  async setFolders(uris: readonly string[]): Promise<void> {
    const before = this.folders;
    this.folders = uris.map((uri) => ({ uri, name: uri }));
    const missing = (some: typeof before, all: typeof before) =>
      some.filter(({ uri }) => !all.some((other) => other.uri === uri));
    await this.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: missing(this.folders, before), removed: missing(before, this.folders) },
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  request<Result>(method: string, params: unknown, token?: CancellationToken): Promise<Result> {
    return token
      ? this.connection.sendRequest<Result>(method, params, token)
      : this.connection.sendRequest<Result>(method, params);
  }

  /** Waits until what was published satisfies the condition. */
  async until(condition: () => boolean | Promise<boolean>, what: string, timeout = 15_000): Promise<void> {
    const deadline = Date.now() + timeout;
    while (!(await condition())) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Waited in vain until ${what}.\n${this.log.join('')}`);
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          this.waiting.delete(done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(left, 50));
        this.waiting.add(done);
      });
    }
  }

  /** The diagnostics of a file once one with that code, or with `undefined` none at all, is there. */
  async found(uri: string, code: string): Promise<Diagnostic> {
    const find = () => this.diagnostics.get(uri)?.find((diagnostic) => diagnostic.code === code);
    await this.until(() => find() !== undefined, `${code} is reported in ${uri}`);
    return find() as Diagnostic;
  }

  async stop(): Promise<void> {
    try {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
    } catch {
      this.process.kill();
    }
    this.connection.dispose();
  }
}
