import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import { type ServerContext, throwIfCancelled } from './feature.ts';

/** Called now and then during long work, with the share that is done, between 0 and 1; throws once nobody waits any more. */
export type GoOn = (share: number) => void;

/**
 * Wraps a handler that needs every file brought up to date, which may take long in a big workspace. It can be cancelled
 * all the while, and says how far it is where the editor asked to be told.
 */
export function whenSettled<Params, Result>(
  { session }: ServerContext,
  title: string,
  handler: (params: Params, goOn: GoOn) => Result | Promise<Result>,
): (params: Params, token: CancellationToken, progress: WorkDoneProgressReporter) => Promise<Result> {
  return async (params, token, progress) => {
    progress.begin(title, 0, undefined, true);
    try {
      const goOn: GoOn = (share) => {
        throwIfCancelled(token);
        progress.report(Math.round(share * 100));
      };
      await session.ready;
      throwIfCancelled(token);
      await session.settled((share) => goOn(share / 2));
      return await handler(params, goOn);
    } finally {
      progress.done();
    }
  };
}
