import type { Io } from './io.ts';

/** One line on the terminal that says what is going on; nothing in a pipe or a build's log. */
export class Progress {
  private readonly io: Io;
  private readonly shows: boolean;

  constructor(io: Io) {
    this.io = io;
    this.shows = io.errIsTerminal && !io.env.CI && io.env.TERM !== 'dumb';
  }

  show(text: string): void {
    if (this.shows) this.io.err(`\r\u001B[2K${text.slice(0, 100)}…`);
  }

  clear(): void {
    if (this.shows) this.io.err('\r\u001B[2K');
  }
}
