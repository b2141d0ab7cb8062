import type { PreviewBox, PreviewResult } from '../../../../server/src/lsp/protocol.ts';
import type { JsonValue } from '../messages.ts';
import { Canvas } from './canvas.ts';
import { Card } from './card.ts';
import { element, parsed } from './dom.ts';
import { EVERYTHING, isEverything, matches, readFilter } from './filter.ts';
import { neighbour, nextOf, rowEnd } from './grid.ts';
import { Toolbar } from './toolbar.ts';

/** What the reader's actions lead to; the exported page has no text to go to. */
export interface ViewHost {
  /** Whether there is a text to go to. */
  readonly hasText: boolean;
  reveal(id: string, peek: boolean): void;
  revealFinding(finding: number): void;
  fix(finding: number, fix: number): void;
  explain(finding: number): void;
  process(name: string): void;
  back(): void;
  /** The arrangement changed and should be kept. */
  save(view: Readonly<Record<string, JsonValue>>): void;
}

const HOVER_PAUSE = 220;
const ARROWS = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const;

/** The picture and everything one can do with it. */
export class View {
  readonly #host: ViewHost;
  readonly #heading = element('h1', { class: 'for-screen-readers' });
  readonly #banner = element('p', { class: 'banner', role: 'status', hidden: true });
  readonly #counts = element('p', { class: 'counts', role: 'status' });
  readonly #table = element('section', { class: 'for-screen-readers', 'aria-label': 'The picture as a table' });
  readonly #canvas = new Canvas(() => this.#save());
  readonly #card: Card;
  readonly #toolbar: Toolbar;
  readonly #root: HTMLElement;
  #picture: PreviewResult | undefined;
  #boxes = new Map<string, PreviewBox>();
  #filter = EVERYTHING;
  #collapsed: readonly string[] = [];
  #focused: string | undefined;
  #hover: ReturnType<typeof setTimeout> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #restored = false;

  constructor(root: HTMLElement, host: ViewHost) {
    this.#host = host;
    this.#root = root;
    this.#card = new Card({
      hasText: host.hasText,
      open: (id) => host.reveal(id, false),
      openFinding: (finding) => host.revealFinding(finding),
      fix: (finding, fix) => host.fix(finding, fix),
      explain: (finding) => host.explain(finding),
    });
    this.#toolbar = new Toolbar({
      process: (name) => host.process(name),
      filter: (filter) => {
        this.#filter = filter;
        this.#applyFilter();
        this.#update();
      },
      collapse: (lanes) => {
        this.#collapsed = lanes;
        this.#update();
      },
      zoom: (factor) => this.#zoom(factor),
      fit: () => this.#fit(),
    });
    root.append(
      this.#heading,
      this.#toolbar.root,
      this.#banner,
      this.#counts,
      this.#canvas.area,
      this.#card.root,
      this.#table,
    );
    this.#listen();
  }

  show(picture: PreviewResult, view: Readonly<Record<string, JsonValue>>): void {
    this.#picture = picture;
    this.#boxes = new Map(picture.boxes.map((box) => [box.id, box]));
    const hadFocus = this.#canvas.area.contains(document.activeElement);
    const [openCard, cardHadFocus] = [this.#card.id, this.#card.holds(document.activeElement)];
    if (!this.#restored) this.#restore(view);
    if (!this.#canvas.draw(picture.svg)) {
      this.empty('The picture could not be read.');
      return;
    }
    if (!this.#restored) this.#restorePlace(view);
    this.#restored = true;
    this.#root.dataset.stale = String(picture.stale);
    this.#heading.textContent = picture.title;
    this.#say(picture.stale ? 'The text has errors. This is the last picture without.' : '');
    this.#count(picture);
    const table = picture.table === '' ? undefined : parsed(picture.table, 'text/html');
    this.#table.replaceChildren(...(table === undefined ? [] : [table]));
    this.#update();
    this.#applyFilter();
    this.#rove();
    if (hadFocus && this.#focused !== undefined) this.#canvas.box(this.#focused)?.focus({ preventScroll: true });
    const box = openCard === undefined ? undefined : this.#boxes.get(openCard);
    if (box === undefined) this.#card.hide();
    else this.#showCard(box);
    if (cardHadFocus) (this.#card.root.querySelector('button') ?? this.#canvas.area).focus();
  }

  /** There is no picture; says why. */
  empty(message: string): void {
    this.#canvas.clear();
    this.#card.hide();
    this.#table.replaceChildren();
    this.#counts.textContent = '';
    this.#say(message);
  }

  /** Marks the boxes that the cursor is in; the innermost that is drawn is brought into view. */
  highlight(ids: readonly string[]): void {
    for (const old of this.#canvas.area.querySelectorAll('.is-current')) {
      old.classList.remove('is-current');
      old.removeAttribute('aria-current');
    }
    const id = ids.find((one) => this.#canvas.place(one) !== undefined && !one.startsWith('process:'));
    if (id === undefined) return;
    const cards = ids.filter((one) => one === id || one.startsWith('step:'));
    for (const one of cards) this.#canvas.box(one)?.classList.add('is-current');
    this.#canvas.box(id)?.setAttribute('aria-current', 'true');
    this.#canvas.reveal(id);
  }

  #listen(): void {
    const { area } = this.#canvas;
    area.addEventListener('click', (event) => {
      const id = boxId(event.target);
      if (id === undefined) return;
      this.#focus(id);
      this.#host.reveal(id, event.altKey);
    });
    area.addEventListener('keydown', (event) => this.#key(event));
    area.addEventListener('focusin', (event) => {
      const id = boxId(event.target);
      if (id === undefined) return;
      this.#focused = id;
      this.#rove();
      const box = this.#boxes.get(id);
      if (box !== undefined) this.#showCard(box);
    });
    area.addEventListener('pointerover', (event) => {
      clearTimeout(this.#hover);
      const box = this.#boxes.get(boxId(event.target) ?? '');
      if (box !== undefined) this.#hover = setTimeout(() => this.#showCard(box), HOVER_PAUSE);
    });
    area.addEventListener('pointerleave', (event) => {
      clearTimeout(this.#hover);
      if (!this.#card.holds(event.relatedTarget)) this.#hideCardUnlessFocused();
    });
    this.#card.root.addEventListener('pointerleave', () => this.#hideCardUnlessFocused());
    // A click leads to the text: a card left open would lie over what one looks at next.
    window.addEventListener('blur', () => this.#card.hide());
    this.#root.addEventListener('focusout', (event) => {
      const to = event.relatedTarget;
      if (to instanceof Node && !this.#card.holds(to) && !area.contains(to)) this.#card.hide();
    });
    this.#root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || area.contains(event.target as Node)) return;
      event.preventDefault();
      if (this.#focused !== undefined) this.#focus(this.#focused);
      else this.#host.back();
    });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey && !['Home', 'End'].includes(event.key)) return;
    const places = this.#canvas.places();
    const at = this.#focused === undefined ? undefined : this.#canvas.place(this.#focused);
    const order = places.map((place) => place.id);
    const go = (id: string | undefined): boolean => {
      if (id !== undefined) this.#focus(id);
      return true;
    };
    const wanted = (test: (box: PreviewBox) => boolean) =>
      new Set(order.filter((id) => test(this.#boxes.get(id) ?? NOTHING)));
    const handled = (): boolean => {
      switch (event.key) {
        case 'ArrowLeft':
        case 'ArrowRight':
        case 'ArrowUp':
        case 'ArrowDown':
          return go(at === undefined ? order[0] : neighbour(places, at, ARROWS[event.key])?.id);
        case 'Home':
        case 'End': {
          const first = event.key === 'Home';
          if (event.ctrlKey || at === undefined) return go(first ? order[0] : order.at(-1));
          return go(rowEnd(places, at, first ? 'first' : 'last').id);
        }
        case 'n':
        case 'p':
          return go(
            nextOf(
              order,
              wanted((box) => box.findings.length > 0),
              this.#focused,
              event.key === 'n' ? 1 : -1,
            ),
          );
        case 'g':
        case 'G':
          return go(
            nextOf(
              order,
              wanted((box) => box.gap),
              this.#focused,
              event.shiftKey ? -1 : 1,
            ),
          );
        case 'Enter':
          if (!this.#host.hasText) return false;
          if (this.#focused !== undefined) this.#host.reveal(this.#focused, event.altKey);
          return true;
        case ' ':
        case 'f':
          this.#card.root.querySelector<HTMLElement>('.card-fix, button')?.focus();
          return true;
        case '+':
        case '=':
          this.#zoom(1.25);
          return true;
        case '-':
          this.#zoom(1 / 1.25);
          return true;
        case '0':
          this.#fit();
          return true;
        case '/':
          this.#toolbar.search.focus();
          return true;
        case 'Escape':
          if (this.#card.id !== undefined) this.#card.hide();
          this.#host.back();
          return true;
        default:
          return false;
      }
    };
    if (!handled()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #focus(id: string): void {
    this.#focused = id;
    this.#rove();
    this.#canvas.reveal(id);
    this.#canvas.box(id)?.focus({ preventScroll: true });
    this.#save();
  }

  /** One box of the picture is in the order of Tab: the one last visited, or the first. */
  #rove(): void {
    const { svg } = this.#canvas;
    if (svg === undefined) return;
    for (const old of svg.querySelectorAll('g.box[tabindex="0"]')) old.setAttribute('tabindex', '-1');
    const first = this.#canvas.places()[0]?.id;
    const id = this.#focused !== undefined && this.#canvas.place(this.#focused) !== undefined ? this.#focused : first;
    if (id !== undefined) this.#canvas.box(id)?.setAttribute('tabindex', '0');
  }

  #showCard(box: PreviewBox): void {
    const node = this.#canvas.box(box.id);
    if (node === undefined || this.#picture === undefined) return;
    this.#card.show(box, this.#picture, node.getBoundingClientRect(), this.#canvas.area.getBoundingClientRect());
  }

  #hideCardUnlessFocused(): void {
    const active = document.activeElement;
    if (this.#card.holds(active)) return;
    const focused = boxId(active);
    const box = focused === undefined ? undefined : this.#boxes.get(focused);
    if (box === undefined) this.#card.hide();
    else this.#showCard(box);
  }

  #applyFilter(): void {
    const all = isEverything(this.#filter);
    for (const { id } of this.#canvas.places()) {
      const box = this.#boxes.get(id);
      const dim = !all && (box === undefined || !matches(box, this.#picture?.findings ?? [], this.#filter));
      this.#canvas.box(id)?.classList.toggle('is-dim', dim);
    }
  }

  #update(): void {
    if (this.#picture !== undefined) this.#toolbar.update(this.#picture, this.#filter, this.#collapsed);
    this.#save();
  }

  #count({ findings, boxes }: PreviewResult): void {
    const gaps = boxes.filter((box) => box.gap).length;
    const words = [
      findings.length === 1 ? '1 finding' : `${findings.length} findings`,
      ...(gaps > 0 ? [gaps === 1 ? '1 gap' : `${gaps} gaps`] : []),
    ].join(', ');
    if (this.#counts.textContent !== words) this.#counts.textContent = words;
  }

  #say(message: string): void {
    this.#banner.textContent = message;
    this.#banner.hidden = message === '';
  }

  #zoom(factor: number): void {
    this.#canvas.zoomTo(this.#canvas.zoom * factor);
    this.#save();
  }

  #fit(): void {
    this.#canvas.fit();
    this.#save();
  }

  #restore(view: Readonly<Record<string, JsonValue>>): void {
    this.#filter = readFilter(view.filter);
    this.#collapsed = Array.isArray(view.collapsed) ? view.collapsed.filter((one) => typeof one === 'string') : [];
    if (typeof view.focused === 'string') this.#focused = view.focused;
  }

  #restorePlace(view: Readonly<Record<string, JsonValue>>): void {
    if (typeof view.zoom === 'number') this.#canvas.zoomTo(view.zoom);
    if (typeof view.left === 'number' && typeof view.top === 'number') this.#canvas.scrollTo(view.left, view.top);
  }

  #save(): void {
    if (!this.#restored) return;
    clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      const { area, fitting, zoom } = this.#canvas;
      this.#host.save({
        filter: { ...this.#filter },
        collapsed: [...this.#collapsed],
        left: Math.round(area.scrollLeft),
        top: Math.round(area.scrollTop),
        ...(fitting ? {} : { zoom }),
        ...(this.#focused === undefined ? {} : { focused: this.#focused }),
      });
    }, 150);
  }
}

const NOWHERE = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
const NOTHING: PreviewBox = {
  id: '',
  kind: '',
  title: '',
  source: NOWHERE,
  name: NOWHERE,
  facts: [],
  findings: [],
  personas: [],
  owners: [],
  gap: false,
};

function boxId(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGGElement>('g.box[data-id]')?.dataset.id : undefined;
}
