import type { CancellationToken, Connection, ServerCapabilities } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Abilities } from './abilities.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';

/** What a feature is given to work with. */
export interface ServerContext {
  readonly connection: Connection;
  readonly session: Session;
  readonly host: Host;
  readonly abilities: Abilities;
}

/** One request or notification of the protocol, or a small family of them. */
export interface Feature {
  /** What is told to the editor when it starts. */
  readonly capabilities?: ServerCapabilities;
  register(context: ServerContext): void;
}

/** Ends a request that nobody waits for any more. */
export function throwIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
}

/** Wraps a handler: it runs once all files are read and the last edit is worked in, and not if nobody waits any more. */
export function whenReady<Params, Result>(
  { session }: ServerContext,
  handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result> {
  return async (params, token) => {
    await session.ready;
    throwIfCancelled(token);
    session.flush();
    session.restLater();
    return handler(params, token);
  };
}
