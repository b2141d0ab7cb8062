import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { CLIENT_ID, CLIENT_NAME, type ClientFactory } from './transport.ts';

/** The server as a process of its own, spoken to over IPC. */
export const nodeClient: ClientFactory = async (context, options) => {
  const module = context.asAbsolutePath('dist/server-process.cjs');
  const transport = TransportKind.ipc;
  return new LanguageClient(
    CLIENT_ID,
    CLIENT_NAME,
    {
      run: { module, transport },
      debug: { module, transport, options: { execArgv: ['--nolazy', '--enable-source-maps'] } },
    },
    options,
  );
};
