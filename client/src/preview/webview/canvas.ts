import { element, parsed } from './dom.ts';
import type { Placed } from './grid.ts';

const SVG = 'http://www.w3.org/2000/svg';
const [SMALLEST, LARGEST] = [0.2, 4];

/** The picture in a scrolling area: zoom, fit and pan; stage names and lane names stay in sight. */
export class Canvas {
  readonly area = element('div', { class: 'area' });
  #svg: SVGSVGElement | undefined;
  #width = 0;
  #height = 0;
  #zoom = 1;
  #fitting = true;
  #sticky: { readonly node: SVGGraphicsElement; readonly left: boolean; readonly top: number | undefined }[] = [];
  #places = new Map<string, Placed>();

  constructor(onChange: () => void) {
    this.area.addEventListener('scroll', () => {
      this.#hold();
      onChange();
    });
    this.area.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const box = this.area.getBoundingClientRect();
        this.zoomTo(this.#zoom * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
        onChange();
      },
      { passive: false },
    );
    this.#panByDragging();
    new ResizeObserver(() => {
      if (this.#fitting) this.fit();
    }).observe(this.area);
  }

  get svg(): SVGSVGElement | undefined {
    return this.#svg;
  }

  get zoom(): number {
    return this.#zoom;
  }

  get fitting(): boolean {
    return this.#fitting;
  }

  /** Shows another picture at the same zoom and place; answers whether it could be read. */
  draw(markup: string): boolean {
    const svg = parsed(markup, 'image/svg+xml');
    if (!(svg instanceof SVGSVGElement)) return false;
    const { scrollLeft, scrollTop } = this.area;
    this.#svg = svg;
    this.#width = svg.viewBox.baseVal.width;
    this.#height = svg.viewBox.baseVal.height;
    this.area.replaceChildren(svg);
    this.#places = placesOf(svg);
    this.#makeSticky(svg);
    if (this.#fitting) this.fit();
    else this.#resize();
    this.area.scrollTo(scrollLeft, scrollTop);
    this.#hold();
    return true;
  }

  clear(): void {
    this.#svg = undefined;
    this.#places = new Map();
    this.area.replaceChildren();
  }

  /** Boxes that can be moved to, in reading order. */
  places(): readonly Placed[] {
    return [...this.#places.values()];
  }

  place(id: string): Placed | undefined {
    return this.#places.get(id);
  }

  box(id: string): SVGGElement | undefined {
    return this.#svg?.querySelector<SVGGElement>(`[data-id="${CSS.escape(id)}"]`) ?? undefined;
  }

  /** Zooms; the point given (within the area) stays where it is. */
  zoomTo(zoom: number, x = this.area.clientWidth / 2, y = this.area.clientHeight / 2): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, zoom));
    const [left, top] = [(this.area.scrollLeft + x) / this.#zoom, (this.area.scrollTop + y) / this.#zoom];
    this.#fitting = false;
    this.#zoom = next;
    this.#resize();
    this.area.scrollTo(left * next - x, top * next - y);
  }

  /** The whole width of the picture, never larger than drawn. */
  fit(): void {
    if (this.#width === 0 || this.area.clientWidth === 0) return;
    this.#fitting = true;
    this.#zoom = Math.max(SMALLEST, Math.min(1, this.area.clientWidth / this.#width));
    this.#resize();
  }

  scrollTo(left: number, top: number): void {
    this.area.scrollTo(left, top);
  }

  /** Scrolls only where the box is out of view. */
  reveal(id: string): void {
    const place = this.#places.get(id);
    if (place === undefined) return;
    const zoom = this.#zoom;
    const margin = 12;
    const covered = this.#sticky.reduce(
      (edge, { node, left, top }) => {
        const bounds = node.getBBox();
        return {
          left: left ? Math.max(edge.left, bounds.width * zoom) : edge.left,
          top: top === undefined ? edge.top : bounds.height * zoom,
        };
      },
      { left: 0, top: 0 },
    );
    const [x, y] = [place.x * zoom, place.y * zoom];
    const [right, bottom] = [x + place.width * zoom, y + place.height * zoom];
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.area;
    let [left, top] = [scrollLeft, scrollTop];
    if (right > left + clientWidth) left = right - clientWidth + margin;
    if (x < left + covered.left) left = x - covered.left - margin;
    if (bottom > top + clientHeight) top = bottom - clientHeight + margin;
    if (y < top + covered.top) top = y - covered.top - margin;
    const calm =
      matchMedia('(prefers-reduced-motion: reduce)').matches ||
      document.body.classList.contains('vscode-reduce-motion');
    if (left !== scrollLeft || top !== scrollTop) this.area.scrollTo({ left, top, behavior: calm ? 'auto' : 'smooth' });
  }

  #resize(): void {
    if (this.#svg === undefined) return;
    this.#svg.setAttribute('width', String(Math.round(this.#width * this.#zoom)));
    this.#svg.setAttribute('height', String(Math.round(this.#height * this.#zoom)));
    this.#hold();
  }

  /** The header of stages is copied, so that it lies above what it scrolls over; the lane names are last as it is. */
  #makeSticky(svg: SVGSVGElement): void {
    this.#sticky = [];
    const rail = svg.querySelector<SVGGraphicsElement>('[data-sticky="left"]');
    const header = svg.querySelector<SVGGraphicsElement>('[data-sticky="top"]');
    if (header !== null) {
      const copy = header.cloneNode(true) as SVGGraphicsElement;
      copy.classList.add('sticky-copy');
      copy.setAttribute('aria-hidden', 'true');
      copy.removeAttribute('role');
      for (const node of copy.querySelectorAll('[data-id]')) {
        for (const name of ['data-id', 'tabindex', 'role', 'aria-label', 'data-gap', 'data-findings'])
          node.removeAttribute(name);
      }
      svg.append(copy);
      this.#sticky.push({ node: copy, left: false, top: header.getBBox().y });
    }
    if (rail !== null) {
      this.#sticky.push({ node: rail, left: true, top: undefined });
      if (header !== null) svg.append(this.#corner(rail, header));
    }
  }

  /** Where both meet: hides the names that scroll past below the header. */
  #corner(rail: SVGGraphicsElement, header: SVGGraphicsElement): SVGGElement {
    const [{ x, width }, { y, height }] = [rail.getBBox(), header.getBBox()];
    const corner = document.createElementNS(SVG, 'g');
    const ground = document.createElementNS(SVG, 'rect');
    const sizes = { x, y, width, height };
    for (const [name, value] of Object.entries(sizes)) ground.setAttribute(name, String(value));
    ground.setAttribute('class', 'page');
    corner.setAttribute('class', 'sticky-copy');
    corner.setAttribute('aria-hidden', 'true');
    corner.append(ground);
    this.#sticky.push({ node: corner, left: true, top: y });
    return corner;
  }

  #hold(): void {
    const [x, y] = [this.area.scrollLeft / this.#zoom, this.area.scrollTop / this.#zoom];
    for (const { node, left, top } of this.#sticky) {
      const down = top === undefined ? 0 : Math.max(0, y - top);
      node.setAttribute('transform', `translate(${left ? x : 0} ${down})`);
      if (top !== undefined) node.classList.toggle('is-held', down > 0);
    }
  }

  #panByDragging(): void {
    let from: { x: number; y: number; left: number; top: number } | undefined;
    this.area.addEventListener('pointerdown', (event) => {
      if (event.button > 1 || (event.target instanceof Element && event.target.closest('[data-id]') !== null)) return;
      from = { x: event.clientX, y: event.clientY, left: this.area.scrollLeft, top: this.area.scrollTop };
      this.area.setPointerCapture(event.pointerId);
      this.area.classList.add('is-panning');
    });
    this.area.addEventListener('pointermove', (event) => {
      if (from !== undefined) this.area.scrollTo(from.left + from.x - event.clientX, from.top + from.y - event.clientY);
    });
    for (const end of ['pointerup', 'pointercancel'] as const) {
      this.area.addEventListener(end, () => {
        from = undefined;
        this.area.classList.remove('is-panning');
      });
    }
  }
}

function placesOf(svg: SVGSVGElement): Map<string, Placed> {
  const places = new Map<string, Placed>();
  for (const node of svg.querySelectorAll<SVGGElement>('g.box[data-id]')) {
    const shape = node.firstElementChild;
    const { x, y, width, height } = (shape instanceof SVGGraphicsElement ? shape : node).getBBox();
    const id = node.dataset.id ?? '';
    places.set(id, { id, x, y, width, height });
  }
  return places;
}
