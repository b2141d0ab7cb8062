import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileSystemWatcher,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { CONFIG_FILE } from '../language/projects.ts';
import { abilitiesOf } from './abilities.ts';
import { rootOfConfig } from './configs.ts';
import { Publisher } from './diagnostics.ts';
import { GIT_IGNORE_FILE } from './disk.ts';
import { FEATURES } from './features.ts';
import type { Host } from './host.ts';
import { clientHost, openFilesOnly } from './host-client.ts';
import type { InitializationOptions } from './protocol.ts';
import { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** What the place the server runs in can do; without it, files come from the editor alone. */
export interface ServerOptions {
  /** Makes the way to files, given the editor's own, where it has one. */
  readonly host?: (client: Host | undefined) => Host;
  readonly version: string;
}

const WATCHED = ['**/*.salesflow', `**/${CONFIG_FILE}`, `**/${GIT_IGNORE_FILE}`];

/** What the editor is to tell of: our files, and where it says so all that comes or goes, since a folder may hold some. */
function watchers({ folderEvents }: Partial<InitializationOptions>): FileSystemWatcher[] {
  if (!folderEvents) return WATCHED.map((globPattern) => ({ globPattern }));
  return [
    ...WATCHED.map((globPattern) => ({ globPattern, kind: WatchKind.Change })),
    { globPattern: '**', kind: WatchKind.Create | WatchKind.Delete },
  ];
}

/** Serves one editor over a connection, until it hangs up. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params): InitializeResult => {
    const sent = (params.initializationOptions ?? {}) as Partial<InitializationOptions>;
    const client = sent.clientFiles ? clientHost(connection) : undefined;
    const host = options.host?.(client) ?? client ?? openFilesOnly;
    const abilities = abilitiesOf(params);
    const publisher: { current?: Publisher } = {};
    const session = new Session(host, {
      findings: (uris) => publisher.current?.publish(uris),
      project: (root) => {
        if (abilities.extensions) void connection.sendNotification('salesflow/changed', { root });
      },
    });
    publisher.current = new Publisher({ connection, session });
    const { capabilities } = params;
    const pull =
      capabilities.textDocument?.diagnostic !== undefined &&
      (sent.diagnostics === 'pull' || !capabilities.textDocument.publishDiagnostics);
    publisher.current.enabled = !pull;
    const context = { connection, session, host, abilities };
    listen(connection, documents, session, params);
    for (const feature of FEATURES) feature.register(context);
    connection.onInitialized(() => void started(connection, session, params));
    return {
      serverInfo: { name: 'Salesflow', version: options.version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        workspace: {
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: { willRename: ANYTHING, didRename: FILES, didDelete: FILES, didCreate: FILES },
        },
        ...(pull
          ? {
              diagnosticProvider: {
                identifier: 'salesflow',
                interFileDependencies: true,
                workspaceDiagnostics: true,
                workDoneProgress: true,
              },
            }
          : {}),
        ...Object.assign({}, ...FEATURES.map((feature) => feature.capabilities ?? {})),
      },
    };
  });
  documents.listen(connection);
  connection.listen();
}

/** Files in whatever kind of workspace, in the browser as well. */
const FILES = {
  filters: [
    { pattern: { glob: `**/{*.salesflow,${CONFIG_FILE}}` } },
    { pattern: { glob: '**', matches: 'folder' as const } },
  ],
};

/** Plays may lead to files of any kind. */
const ANYTHING = { filters: [{ pattern: { glob: '**' } }] };

/** Texts, folders, settings and files on disk: what the editor tells without asking for anything. */
function listen(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  session: Session,
  params: InitializeParams,
): void {
  documents.onDidOpen(({ document }) => {
    if (isOurs(document)) session.open(document);
  });
  documents.onDidChangeContent(({ document }) => {
    if (session.opening(document.uri)) session.changed(document);
  });
  documents.onDidClose(({ document }) => {
    if (session.opening(document.uri)) void session.close(document.uri);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => void session.changedOnDisk(changes.map(({ uri }) => uri)));
  connection.workspace.onDidRenameFiles(
    ({ files }) =>
      void session.changedOnDisk(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri].map(withoutSlash))),
  );
  connection.workspace.onDidDeleteFiles(({ files }) => void session.deleted(files.map(({ uri }) => withoutSlash(uri))));
  connection.workspace.onDidCreateFiles(
    ({ files }) => void session.changedOnDisk(files.map(({ uri }) => withoutSlash(uri))),
  );
  connection.onDidChangeConfiguration(async ({ settings }) => {
    const asks = params.capabilities.workspace?.configuration === true;
    const sent: unknown = asks
      ? await connection.workspace.getConfiguration('salesflow')
      : (settings as { salesflow?: unknown } | null)?.salesflow;
    session.settings = readSettings(sent);
    refresh(connection, params);
  });
  connection.onShutdown(() => session.dispose());
}

/** Some editors can start a server only for a language they know, such as plain text, and send all files of that. */
function isOurs({ uri, languageId }: TextDocument): boolean {
  return languageId === 'salesflow' || uri.endsWith('.salesflow') || rootOfConfig(uri) !== undefined;
}

/** Code lenses and inlay hints depend on settings. */
function refresh(connection: Connection, { capabilities }: InitializeParams): void {
  if (capabilities.workspace?.codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  if (capabilities.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
}

/** Once the editor has our capabilities: its settings, then the files of the workspace. */
async function started(connection: Connection, session: Session, params: InitializeParams): Promise<void> {
  const { workspace } = params.capabilities;
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  session.ready = (async () => {
    const progress = params.capabilities.window?.workDoneProgress
      ? await connection.window.createWorkDoneProgress()
      : undefined;
    progress?.begin('Salesflow', 0, 'Reading the workspace', true);
    await session.start();
    await session.load(folders.map(withoutSlash), (share) => {
      progress?.report(Math.round(share * 100));
      return progress?.token.isCancellationRequested !== true;
    });
    progress?.done();
  })();
  if (workspace?.didChangeConfiguration?.dynamicRegistration) {
    void connection.client.register(DidChangeConfigurationNotification.type, { section: 'salesflow' });
  }
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
    void connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: watchers(params.initializationOptions ?? {}),
    });
  }
  if (workspace?.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(async () => {
      const now = (await connection.workspace.getWorkspaceFolders()) ?? [];
      await session.changeFolders(now.map(({ uri }) => withoutSlash(uri)));
    });
  }
  if (workspace?.configuration) {
    session.settings = readSettings(await connection.workspace.getConfiguration('salesflow'));
    refresh(connection, params);
  }
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
