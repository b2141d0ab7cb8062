/**
 * What the suite, which runs inside the extension host, may ask of the driver, which holds the editor's window.
 *
 * Requests go over HTTP on the loopback interface: the one transport that the desktop host, the remote host and the
 * web worker host share. The driver writes its address to `.vscode/driver.json` of the workspace under test.
 */
export interface DriverRequests {
  /** Saves a picture of the whole window as `screenshots/<name>.png`. */
  screenshot: { params: { name: string }; result: null };
  /** Clicks the first element that matches, in the workbench or in a webview. */
  click: { params: ElementParams & { modifiers?: readonly Modifier[] }; result: null };
  hover: { params: ElementParams; result: null };
  focus: { params: ElementParams; result: null };
  /** Text of all elements that match; empty when there are none. */
  texts: { params: ElementParams; result: readonly string[] };
  /** An attribute of all elements that match. */
  attributes: { params: ElementParams & { name: string }; result: readonly (string | null)[] };
  /** Waits until at least one element matches. */
  waitFor: { params: ElementParams; result: null };
  /** Presses keys, such as `Control+s`, where the focus is. */
  press: { params: { keys: string }; result: null };
  type: { params: { text: string }; result: null };
  /** A line of the suite's progress. */
  log: { params: { line: string }; result: null };
  /** axe-core's violations inside a webview, one line each. */
  axe: { params: { in: 'webview'; marker: string }; result: readonly string[] };
  /** What a webview should never do: scripts of a text that ran, dialogs, windows, elements that load or run. */
  incidents: { params: { marker: string }; result: readonly string[] };
  /** Errors that the window's console has shown since this was asked last. */
  consoleErrors: { params: object; result: readonly string[] };
  /** Runs the built command line; answers what it printed. Fails where it fails. */
  cli: { params: { args: readonly string[] }; result: string };
  /** Reloads the window, after which the suite starts anew; how it went so far is kept. */
  reload: { params: Counts; result: null };
  /** How it went before the window was reloaded; `null` where it was not. */
  before: { params: object; result: Counts | null };
  /** The suite has ended. */
  finished: { params: Counts; result: null };
}

export interface Counts {
  readonly passed: number;
  readonly failed: readonly string[];
}

export type Modifier = 'Alt' | 'Control' | 'Shift';

export interface ElementParams {
  /** `page` is the workbench; `webview` the frame in which `marker` matches. */
  readonly in: 'page' | 'webview';
  readonly selector: string;
  /** Selector that tells the wanted webview from others. Default: `selector` itself. */
  readonly marker?: string;
  /** Milliseconds. Default {@link PATIENCE}. */
  readonly timeout?: number;
}

/** How long anything may take, in milliseconds: what takes a moment here may take seconds on a machine that is shared. */
export const PATIENCE = 30_000;

export type DriverMethod = keyof DriverRequests;
export type DriverParams<M extends DriverMethod> = DriverRequests[M]['params'];
export type DriverResult<M extends DriverMethod> = DriverRequests[M]['result'];

/** Which extension host runs the suite. */
export type HostKind = 'node' | 'web';

/** Contents of `.vscode/driver.json`. */
export interface DriverFile {
  readonly url: string;
  readonly host: HostKind;
  /** Only tests whose name contains this, or one of several parted by `|`; empty for all. */
  readonly only: string;
}
