import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Frame, Locator, Page } from 'playwright-core';
import {
  type Counts,
  type DriverMethod,
  type DriverParams,
  type DriverRequests,
  type DriverResult,
  type ElementParams,
  type HostKind,
  PATIENCE,
} from './channel.ts';

const CLI = resolve(import.meta.dirname, '..', '..', 'server', 'dist', 'cli.js');

type Handlers = { [M in DriverMethod]: (params: DriverParams<M>) => Promise<DriverResult<M>> };

/** Carries out what the suite asks for in the editor's window. */
export class Driver {
  readonly outcome: Promise<Counts>;
  #page: Page | undefined;
  #server: Server | undefined;
  #finish: (outcome: Counts) => void = () => {};
  readonly #screenshots: string;
  readonly #host: HostKind;
  readonly #incidents: string[] = [];
  readonly #errors: string[] = [];
  #before: Counts | null = null;

  constructor(host: HostKind, screenshots: string) {
    this.#host = host;
    this.#screenshots = screenshots;
    mkdirSync(screenshots, { recursive: true });
    this.outcome = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Starts listening; answers the address. */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', '*');
      if (request.method === 'OPTIONS') return void response.end();
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const method = request.url?.slice(1) as DriverMethod;
        this.#answer(method, Buffer.concat(chunks).toString('utf8')).then(
          (result) => response.end(JSON.stringify({ result })),
          (error: unknown) => {
            response.statusCode = 500;
            response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
          },
        );
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The driver has no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  attach(page: Page): void {
    this.#page = page;
    page.on('dialog', (dialog) => {
      this.#incidents.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => this.#incidents.push(`window: ${popup.url()}`));
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && /hacked/.test(request.url()))
        this.#incidents.push(`loads ${request.url()}`);
    });
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
      if (/content security policy/i.test(message.text()) && /hacked|inline/i.test(message.text()))
        this.#incidents.push(message.text());
    });
  }

  finish(outcome: Counts): void {
    this.#finish(outcome);
  }

  async screenshot(name: string): Promise<void> {
    await this.#window().screenshot({ path: join(this.#screenshots, `${this.#host}-${name}.png`) });
  }

  close(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async #answer(method: DriverMethod, body: string): Promise<unknown> {
    const handler = this.#handlers[method] as ((params: unknown) => Promise<unknown>) | undefined;
    if (handler === undefined) throw new Error(`The driver knows no request "${method}".`);
    return handler(JSON.parse(body));
  }

  readonly #handlers: Handlers = {
    screenshot: async ({ name }) => {
      await this.screenshot(name);
      return null;
    },
    click: async (params) => {
      const target = await this.#find(params);
      await target.click({ timeout: params.timeout ?? PATIENCE, modifiers: [...(params.modifiers ?? [])] });
      return null;
    },
    hover: async (params) => {
      const target = await this.#find(params);
      await target.hover({ timeout: params.timeout ?? PATIENCE });
      return null;
    },
    focus: async (params) => {
      const target = await this.#find(params);
      await target.focus({ timeout: params.timeout ?? PATIENCE });
      return null;
    },
    consoleErrors: async () => this.#errors.splice(0),
    cli: async ({ args }) => {
      const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args]);
      return stdout;
    },
    texts: async (params) => {
      const place = await this.#place(params, 500);
      return place === undefined ? [] : place.locator(params.selector).allInnerTexts();
    },
    attributes: async (params) => {
      const place = await this.#place(params, 500);
      if (place === undefined) return [];
      return place
        .locator(params.selector)
        .evaluateAll((elements, name) => elements.map((element) => element.getAttribute(name)), params.name);
    },
    waitFor: async (params) => {
      await this.#find(params);
      return null;
    },
    press: async ({ keys }) => {
      await this.#window().keyboard.press(keys);
      return null;
    },
    type: async ({ text }) => {
      await this.#window().keyboard.type(text, { delay: 15 });
      return null;
    },
    log: async ({ line }) => {
      console.log(line);
      return null;
    },
    axe: async ({ marker }) => {
      const frame = await this.#webview(marker, 5_000);
      if (frame === undefined) throw new Error(`No webview shows ${marker}.`);
      return axeViolations(frame);
    },
    incidents: async ({ marker }) => {
      const frame = await this.#webview(marker, 5_000);
      if (frame === undefined) throw new Error(`No webview shows ${marker}.`);
      const found = (await frame.evaluate(`[
        ...(window.hacked === undefined ? [] : ['a script of the text ran']),
        ...[...document.querySelectorAll('#app :is(script, iframe, img, object, embed, link, style, foreignObject)')].map((each) => each.outerHTML),
        ...[...document.querySelectorAll('#app *')].flatMap((each) => [...each.attributes].filter((one) => /^on|href$|^src|^style$/.test(one.name) && !each.closest('.card-detail')).map((one) => one.name + '=' + one.value)),
      ]`)) as readonly string[];
      return [...this.#incidents.splice(0), ...found];
    },
    reload: async (counts) => {
      this.#before = counts;
      // The editor keeps its arrangement when its window loses the focus, else once a minute.
      for (const [has, event] of [
        [true, 'focus'],
        [false, 'blur'],
      ]) {
        await this.#window().evaluate(`document.hasFocus = () => ${has}; dispatchEvent(new Event('${event}'))`);
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      setTimeout(() => void this.#window().reload(), 2_000);
      return null;
    },
    before: async () => this.#before,
    finished: async (outcome: DriverRequests['finished']['params']) => {
      this.#finish(outcome);
      return null;
    },
  };

  #window(): Page {
    if (this.#page === undefined) throw new Error('The editor has no window yet.');
    return this.#page;
  }

  async #find(params: ElementParams): Promise<Locator> {
    const timeout = params.timeout ?? PATIENCE;
    const place = await this.#place(params, timeout);
    if (place === undefined) throw new Error(`No ${params.in} shows ${params.marker ?? params.selector}.`);
    const locator = place.locator(params.selector).first();
    await locator.waitFor({ state: 'attached', timeout });
    return locator;
  }

  async #place(params: ElementParams, timeout: number): Promise<Page | Frame | undefined> {
    return params.in === 'page' ? this.#window() : this.#webview(params.marker ?? params.selector, timeout);
  }

  async #webview(marker: string, timeout: number): Promise<Frame | undefined> {
    const end = Date.now() + timeout;
    do {
      for (const frame of this.#window().frames()) {
        if (frame.parentFrame() === null) continue;
        const found = await frame
          .locator(marker)
          .count()
          .catch(() => 0);
        if (found > 0 && (await visible(frame))) return frame;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    } while (Date.now() < end);
    return undefined;
  }
}

/** A webview behind another tab keeps its frame; only the one that shows counts. */
async function visible(frame: Frame): Promise<boolean> {
  for (let at: Frame | null = frame; at !== null && at.parentFrame() !== null; at = at.parentFrame()) {
    const element = await at.frameElement().catch(() => undefined);
    if (element !== undefined && !(await element.isVisible().catch(() => false))) return false;
  }
  return true;
}

async function axeViolations(frame: Frame): Promise<readonly string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await frame.evaluate(source);
  const result: unknown = await frame.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((result) =>
    result.violations.map((one) => one.id + ': ' + one.help + ' [' + one.nodes.map((node) => node.html).join(' | ') + ']'))`);
  return result as readonly string[];
}
