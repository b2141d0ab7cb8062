import { InvalidArgumentError, Option } from 'commander';
import pico from 'picocolors';
import type { Io } from './io.ts';

export const colorChoices = ['auto', 'always', 'never'] as const;
type ColorChoice = (typeof colorChoices)[number];

/** `--color [when]`. */
export function colorOption(): Option {
  return new Option('--color [when]', 'colour the output')
    .choices(colorChoices)
    .default('auto' satisfies ColorChoice)
    .preset('always');
}

/** Whether output to a terminal or not is coloured: the option first, then NO_COLOR, FORCE_COLOR and the terminal. */
export function wantsColor(choice: string | undefined, io: Io, terminal = io.outIsTerminal): boolean {
  if (choice === 'always') return true;
  if (choice === 'never' || io.env.NO_COLOR) return false;
  if (io.env.FORCE_COLOR) return io.env.FORCE_COLOR !== '0';
  return terminal && io.env.TERM !== 'dumb';
}

/** Whether the terminal is known to open links (OSC 8); FORCE_HYPERLINK=1 or 0 decides. */
export function wantsHyperlinks(io: Io): boolean {
  const forced = io.env.FORCE_HYPERLINK;
  if (forced !== undefined) return forced !== '0' && forced !== '';
  if (!io.outIsTerminal || io.env.CI) return false;
  const { TERM = '', TERM_PROGRAM = '', WT_SESSION, KONSOLE_VERSION, VTE_VERSION } = io.env;
  if (WT_SESSION || KONSOLE_VERSION || Number(VTE_VERSION) >= 5000) return true;
  return /^(vscode|iTerm\.app|WezTerm|ghostty|Hyper|Tabby)$/.test(TERM_PROGRAM) || /kitty|alacritty|foot/.test(TERM);
}

/** Colours for messages on standard error. */
export function messageColors(choice: string | undefined, io: Io): ReturnType<typeof pico.createColors> {
  return pico.createColors(wantsColor(choice, io, io.errIsTerminal));
}

/** A whole number from 0, for options. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0.');
  return Number(text);
}
