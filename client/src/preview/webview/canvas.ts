import type { Picture } from '../../../../server/src/lsp/protocol.ts';
import { element } from './dom.ts';
import { Drawing } from './drawing.ts';
import type { Placed } from './grid.ts';

const SVG = 'http://www.w3.org/2000/svg';
const [SMALLEST, LARGEST] = [0.2, 4];

/** The picture in a scrolling area: zoom, fit and pan; stage names and lane names stay in sight. */
export class Canvas {
  readonly area = element('div', { class: 'area' });
  #drawing: Drawing | undefined;
  #picture: Picture | undefined;
  #zoom = 1;
  #fitting = true;
  /** As the area last told: asking it while something has just been drawn would make the browser lay out at once. */
  #scrolled = { left: 0, top: 0 };
  #available = 0;
  #sticky: { readonly node: SVGElement; readonly left: boolean; readonly top: number | undefined }[] = [];
  #header: Element | undefined;
  #places: ReadonlyMap<string, Placed> = new Map();

  constructor(onChange: () => void) {
    this.area.addEventListener('scroll', () => {
      this.#follow();
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
      this.#available = this.area.clientWidth;
      if (this.#fitting) this.fit();
    }).observe(this.area);
  }

  get zoom(): number {
    return this.#zoom;
  }

  get fitting(): boolean {
    return this.#fitting;
  }

  /** Shows another picture at the same zoom and place; throws where it cannot be read. */
  draw(picture: Picture): void {
    const before = this.#picture;
    const drawing = this.#drawing ?? new Drawing();
    drawing.draw(picture);
    this.#picture = picture;
    this.#places = placesOf(picture, drawing);
    if (this.#drawing === undefined) {
      this.#drawing = drawing;
      this.area.replaceChildren(drawing.svg);
      this.#available = this.area.clientWidth;
    }
    const known = <K extends 'layers' | 'lanes' | 'rail' | 'width' | 'height'>(key: K) =>
      before?.[key] === picture[key];
    if (!known('layers') || !known('lanes') || !known('rail')) this.#makeSticky(before);
    if (this.#fitting && !known('width')) this.fit();
    else if (!known('width') || !known('height')) this.#resize();
    else this.#hold();
  }

  clear(): void {
    this.#drawing = undefined;
    this.#picture = undefined;
    this.#header = undefined;
    this.#sticky = [];
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
    return this.#drawing?.box(id);
  }

  /** Zooms; the point given (within the area) stays where it is. */
  zoomTo(zoom: number, x = this.area.clientWidth / 2, y = this.area.clientHeight / 2): void {
    const next = Math.min(LARGEST, Math.max(SMALLEST, zoom));
    const [left, top] = [(this.area.scrollLeft + x) / this.#zoom, (this.area.scrollTop + y) / this.#zoom];
    this.#fitting = false;
    this.#zoom = next;
    this.#resize();
    this.area.scrollTo(left * next - x, top * next - y);
    this.#follow();
  }

  /** The whole width of the picture, never larger than drawn. */
  fit(): void {
    if (this.#picture === undefined || this.#available === 0) return;
    this.#fitting = true;
    this.#zoom = Math.max(SMALLEST, Math.min(1, this.#available / this.#picture.width));
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
    const covered = { left: (this.#picture?.rail ?? 0) * zoom, top: (this.#stages()?.height ?? 0) * zoom };
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
    if (this.#picture === undefined || this.#drawing === undefined) return;
    const { width, height } = this.#picture;
    this.#drawing.svg.setAttribute('width', String(Math.round(width * this.#zoom)));
    this.#drawing.svg.setAttribute('height', String(Math.round(height * this.#zoom)));
    this.#hold();
  }

  #stages(): Picture['lanes'][number] | undefined {
    return this.#picture?.lanes.find(({ id }) => id === 'stages');
  }

  /**
   * The lane names are the last layer as they are. The header of stages is copied, so that it lies above what it
   * scrolls over; a corner hides the names that scroll past below it.
   */
  #makeSticky(before: Picture | undefined): void {
    const { svg } = this.#drawing as Drawing;
    const rail = this.#drawing?.layer('rail');
    const header = this.#drawing?.layer('lane:stages');
    const stages = this.#stages();
    const layerOf = (picture: Picture | undefined) => picture?.layers.find(({ id }) => id === 'lane:stages');
    if (this.#header === undefined || layerOf(before) !== layerOf(this.#picture)) {
      this.#header?.remove();
      this.#header = header && silentCopy(header);
    }
    for (const old of svg.querySelectorAll('.corner')) old.remove();
    this.#sticky = [];
    if (rail !== undefined) this.#sticky.push({ node: rail, left: true, top: undefined });
    if (this.#header === undefined || stages === undefined) return;
    if (this.#header.parentNode === null) svg.append(this.#header);
    const corner = cornerOf(this.#picture?.rail ?? 0, stages);
    svg.append(corner);
    this.#sticky.push(
      { node: this.#header as SVGElement, left: false, top: stages.y },
      { node: corner, left: true, top: stages.y },
    );
  }

  #follow(): void {
    this.#scrolled = { left: this.area.scrollLeft, top: this.area.scrollTop };
    this.#hold();
  }

  #hold(): void {
    const [x, y] = [this.#scrolled.left / this.#zoom, this.#scrolled.top / this.#zoom];
    for (const { node, left, top } of this.#sticky) {
      const down = top === undefined ? 0 : Math.max(0, y - top);
      const transform = `translate(${left ? x : 0} ${down})`;
      if (node.getAttribute('transform') !== transform) node.setAttribute('transform', transform);
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

function placesOf({ boxes, layers }: Picture, drawing: Drawing): ReadonlyMap<string, Placed> {
  const pieces = new Map(layers.flatMap((layer) => layer.pieces.map((piece) => [piece.id, piece] as const)));
  return new Map(
    boxes.flatMap(({ id, piece, x, y, width, height }) => {
      const origin = pieces.get(piece);
      if (origin === undefined || drawing.box(id) === undefined) return [];
      return [[id, { id, x: origin.x + x, y: origin.y + y, width, height }]];
    }),
  );
}

/** A copy that is only looked at. */
function silentCopy(node: SVGGElement): SVGGElement {
  const copy = node.cloneNode(true) as SVGGElement;
  copy.classList.add('sticky-copy');
  for (const each of [copy, ...copy.querySelectorAll('[data-id]')])
    for (const { name } of [...each.attributes])
      if (/^(?:data-|aria-|role$|tabindex$)/.test(name)) each.removeAttribute(name);
  copy.setAttribute('aria-hidden', 'true');
  return copy;
}

function cornerOf(width: number, { y, height }: Picture['lanes'][number]): SVGGElement {
  const corner = document.createElementNS(SVG, 'g');
  const ground = document.createElementNS(SVG, 'rect');
  const sizes = { x: 0, y, width, height };
  for (const [name, value] of Object.entries(sizes)) ground.setAttribute(name, String(value));
  ground.setAttribute('class', 'page');
  corner.setAttribute('class', 'corner sticky-copy');
  corner.setAttribute('aria-hidden', 'true');
  corner.append(ground);
  return corner;
}
