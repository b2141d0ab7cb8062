import type { Picture, PictureTable } from '../../../../server/src/lsp/protocol.ts';
import { element } from './dom.ts';

type Row = PictureTable['rows'][number];

interface Shown {
  readonly table: PictureTable;
  readonly node: HTMLTableElement;
  readonly rows: ReadonlyMap<Row, HTMLTableRowElement>;
}

/** Everything the picture says as tables, for screen readers and print. Rows that stay the same stay in place. */
export class Tables {
  readonly root = element('section', { class: 'for-screen-readers', 'aria-label': 'The picture as a table' });
  readonly #headline = element('p');
  readonly #all = element('div', { class: 'salesflow-tables' });
  #shown: readonly Shown[] = [];
  #wanted: Picture | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    window.addEventListener('beforeprint', () => this.#show());
  }

  /** Says what this picture says; once it stands for a moment, so that typing need not wait for it. */
  show(picture: Picture): void {
    const first = this.#wanted === undefined;
    this.#wanted = picture;
    clearTimeout(this.#later);
    if (first) this.#show();
    else this.#later = setTimeout(() => this.#show(), 250);
  }

  clear(): void {
    clearTimeout(this.#later);
    this.#wanted = undefined;
    this.#shown = [];
    this.root.replaceChildren();
  }

  #show(): void {
    clearTimeout(this.#later);
    if (this.#wanted === undefined) return;
    const { headline, tables } = this.#wanted;
    if (this.#headline.textContent !== headline) this.#headline.textContent = headline;
    const known = new Map(this.#shown.map((shown) => [shown.table.id, shown]));
    this.#shown = tables.map((table) => {
      const before = known.get(table.id);
      return before?.table === table ? before : made(table, before?.rows);
    });
    this.#all.replaceChildren(this.#headline, ...this.#shown.map(({ node }) => node));
    if (this.#all.parentNode === null) this.root.replaceChildren(this.#all);
  }
}

function made(table: PictureTable, before: Shown['rows'] | undefined): Shown {
  const rows = new Map(table.rows.map((row) => [row, before?.get(row) ?? rowOf(row)]));
  const head = table.head.map((text) => element('th', { scope: 'col' }, text));
  const node = element(
    'table',
    {},
    element('caption', {}, table.id),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows.values()),
  );
  return { table, node, rows };
}

function rowOf({ cells }: Row): HTMLTableRowElement {
  const made = cells.map((lines, column) => {
    const texts = lines.map((line) => element('bdi', {}, line));
    if (column === 0) {
      const apart = texts.flatMap((text, at) => (at === 0 ? [text] : [element('br'), text]));
      return element('th', { scope: 'row' }, ...apart);
    }
    const list = texts.length < 2 ? texts : [element('ul', {}, ...texts.map((text) => element('li', {}, text)))];
    return element('td', {}, ...list);
  });
  return element('tr', {}, ...made);
}
