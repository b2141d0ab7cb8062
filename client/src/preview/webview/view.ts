import type { Picture, PictureBox, PictureFinding } from '../../../../server/src/lsp/protocol.ts';
import type { JsonValue } from '../messages.ts';
import { Canvas } from './canvas.ts';
import { Card } from './card.ts';
import { element } from './dom.ts';
import { EVERYTHING, isEverything, matches, readFilter } from './filter.ts';
import { destination } from './keys.ts';
import { Tables } from './table.ts';
import { Toolbar } from './toolbar.ts';

/** What the reader's actions lead to; the exported page has no text to go to. */
export interface ViewHost {
  /** Whether there is a text to go to. */
  readonly hasText: boolean;
  reveal(id: string, peek: boolean): void;
  revealFinding(finding: string): void;
  fix(finding: string, fix: number): void;
  explain(finding: string): void;
  process(name: string): void;
  back(): void;
  /** The arrangement changed and should be kept. */
  save(view: Readonly<Record<string, JsonValue>>): void;
}

/** What the banner says of the text that the picture was made of. */
const STATES: Readonly<Record<Picture['state'], string>> = {
  current: '',
  earlier: 'The text has errors. This is the last picture without.',
  partial: 'The text has errors. The picture shows what could be read of it.',
};

const HOVER_PAUSE = 220;

/** The picture and everything one can do with it. */
export class View {
  readonly #host: ViewHost;
  readonly #heading = element('h1', { class: 'for-screen-readers' });
  readonly #banner = element('p', { class: 'banner', role: 'status', hidden: true });
  readonly #counts = element('p', { class: 'counts', role: 'status' });
  readonly #tables = new Tables();
  readonly #canvas = new Canvas(() => this.#save());
  readonly #card: Card;
  readonly #toolbar: Toolbar;
  readonly #root: HTMLElement;
  #picture: Picture | undefined;
  #boxes: ReadonlyMap<string, PictureBox> = new Map();
  #findings: ReadonlyMap<string, PictureFinding> = new Map();
  #filter = EVERYTHING;
  #collapsed: readonly string[] = [];
  #focused: string | undefined;
  /** The box that Tab leads to, and those that the cursor is in. */
  #roving: SVGGElement | undefined;
  #current: readonly string[] = [];
  #dims = false;
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
      this.#tables.root,
    );
    this.#listen();
  }

  show(picture: Picture, view: Readonly<Record<string, JsonValue>>): void {
    this.#picture = picture;
    this.#boxes = new Map(picture.boxes.map((box) => [box.id, box]));
    this.#findings = new Map(picture.findings.map((finding) => [finding.id, finding]));
    const hadFocus = this.#canvas.area.contains(document.activeElement);
    const [openCard, cardFocus] = [this.#card.id, this.#card.focusedButton];
    if (!this.#restored) this.#restore(view);
    try {
      this.#canvas.draw(picture);
    } catch (error) {
      this.empty(error instanceof Error ? error.message : String(error));
      return;
    }
    if (!this.#restored) this.#restorePlace(view);
    this.#restored = true;
    this.#root.dataset.stale = String(picture.state === 'earlier');
    if (this.#heading.textContent !== picture.title) this.#heading.textContent = picture.title;
    this.#say(STATES[picture.state]);
    this.#count(picture);
    this.#tables.show(picture);
    this.#update();
    this.#applyFilter();
    this.#mark();
    this.#rove();
    if (hadFocus && this.#focused !== undefined && !this.#canvas.area.contains(document.activeElement))
      this.#canvas.box(this.#focused)?.focus({ preventScroll: true });
    const box = openCard === undefined ? undefined : this.#boxes.get(openCard);
    if (openCard !== undefined && box === undefined) this.#card.hide();
    else if (box !== undefined) this.#showCard(box);
    if (cardFocus >= 0 && this.#card.focusedButton < 0 && !this.#card.focusButton(cardFocus))
      this.#roving?.focus({ preventScroll: true });
  }

  /** There is no picture; says why. */
  empty(message: string): void {
    this.#picture = undefined;
    this.#canvas.clear();
    this.#card.hide();
    this.#tables.clear();
    this.#roving = undefined;
    this.#counts.textContent = '';
    this.#say(message);
  }

  /** Marks the boxes that the cursor is in; the innermost that is drawn is brought into view. */
  highlight(ids: readonly string[]): void {
    for (const old of this.#current) {
      const node = this.#canvas.box(old);
      node?.classList.remove('is-current');
      node?.removeAttribute('aria-current');
    }
    this.#current = ids;
    const id = this.#mark();
    if (id !== undefined) this.#canvas.reveal(id);
  }

  /** The box that the cursor is in stays marked in the pictures to come. */
  #mark(): string | undefined {
    const id = this.#current.find((one) => this.#canvas.place(one) !== undefined && !one.startsWith('process:'));
    if (id === undefined) return undefined;
    const cards = this.#current.filter((one) => one === id || one.startsWith('step:'));
    for (const one of cards) this.#canvas.box(one)?.classList.add('is-current');
    this.#canvas.box(id)?.setAttribute('aria-current', 'true');
    return id;
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
    const boxes = this.#canvas.places().flatMap((place) => {
      const box = this.#boxes.get(place.id);
      return box === undefined ? [] : [{ ...place, hasFindings: box.findings.length > 0, isGap: box.gap }];
    });
    const way = destination(event, boxes, this.#focused);
    const handled = (): boolean => {
      if (way !== undefined) {
        if (way.to !== undefined) this.#focus(way.to);
        return true;
      }
      switch (event.key) {
        case 'Enter':
          if (!this.#host.hasText) return false;
          if (this.#focused !== undefined) this.#host.reveal(this.#focused, event.altKey);
          return true;
        case ' ':
        case 'f':
          this.#card.focus();
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
    const first = this.#canvas.places()[0]?.id;
    const id = this.#focused !== undefined && this.#canvas.place(this.#focused) !== undefined ? this.#focused : first;
    const node = id === undefined ? undefined : this.#canvas.box(id);
    if (node === this.#roving && node?.getAttribute('tabindex') === '0') return;
    this.#roving?.setAttribute('tabindex', '-1');
    node?.setAttribute('tabindex', '0');
    this.#roving = node;
  }

  #showCard(box: PictureBox): void {
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
    if (all && !this.#dims) return;
    this.#dims = !all;
    for (const { id } of this.#canvas.places()) {
      const box = this.#boxes.get(id);
      const dim = !all && (box === undefined || !matches(box, this.#findings, this.#filter));
      this.#canvas.box(id)?.classList.toggle('is-dim', dim);
    }
  }

  #update(): void {
    if (this.#picture !== undefined) this.#toolbar.update(this.#picture, this.#filter, this.#collapsed);
    this.#save();
  }

  #count({ found, boxes }: Picture): void {
    const gaps = boxes.filter((box) => box.gap).length;
    const words = [
      found === 1 ? '1 finding' : `${found} findings`,
      ...(gaps > 0 ? [gaps === 1 ? '1 gap' : `${gaps} gaps`] : []),
    ].join(', ');
    if (this.#counts.textContent !== words) this.#counts.textContent = words;
  }

  #say(message: string): void {
    if (this.#banner.textContent !== message) this.#banner.textContent = message;
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

function boxId(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<SVGGElement>('g.box[data-id]')?.dataset.id : undefined;
}
