import type { Layer, Picture, Piece } from '../../../../server/src/lsp/protocol.ts';
import { parsedSvg } from './dom.ts';
import { morph } from './morph.ts';

const SVG = 'http://www.w3.org/2000/svg';

interface DrawnPiece {
  readonly node: SVGGElement;
  piece: Piece;
  /** Ids of the boxes in it. */
  boxes: readonly string[];
}

interface DrawnLayer {
  readonly node: SVGGElement;
  layer: Layer;
  readonly pieces: Map<string, DrawnPiece>;
}

/**
 * The picture's SVG, kept up with pictures that follow each other: only pieces that differ are drawn again, and nodes
 * stay what they are, with focus and marks. Whether something differs is seen by identity; see `patched`.
 */
export class Drawing {
  readonly svg = document.createElementNS(SVG, 'svg');
  readonly #page = document.createElementNS(SVG, 'rect');
  readonly #ground = group('layers');
  readonly #layers = new Map<string, DrawnLayer>();
  readonly #boxes = new Map<string, SVGGElement>();

  constructor() {
    this.svg.setAttribute('class', 'salesflow theme-editor');
    this.svg.setAttribute('role', 'group');
    this.#page.setAttribute('class', 'page');
    this.svg.append(this.#page, this.#ground);
  }

  /** Draws; throws a SyntaxError where some piece is no SVG. */
  draw(picture: Picture): void {
    const { width, height, summary } = picture;
    set(this.svg, 'viewBox', `0 0 ${width} ${height}`);
    set(this.svg, 'aria-label', summary);
    set(this.#page, 'width', `${width}`);
    set(this.#page, 'height', `${height}`);
    const stale: DrawnPiece[] = [];
    for (const layer of picture.layers) this.#drawLayer(layer, stale);
    for (const id of this.#layers.keys()) if (!picture.layers.some((layer) => layer.id === id)) this.#removeLayer(id);
    inOrder(
      this.#ground,
      picture.layers.map(({ id }) => (this.#layers.get(id) as DrawnLayer).node),
    );
    this.#fill(stale);
  }

  /** The node of a box, where the box is drawn. */
  box(id: string): SVGGElement | undefined {
    return this.#boxes.get(id);
  }

  layer(id: string): SVGGElement | undefined {
    return this.#layers.get(id)?.node;
  }

  #drawLayer(layer: Layer, stale: DrawnPiece[]): void {
    let drawn = this.#layers.get(layer.id);
    if (drawn?.layer === layer) return;
    if (drawn === undefined) {
      const [kind = '', lane] = layer.id.split(':');
      drawn = { node: group(kind), layer, pieces: new Map() };
      if (lane !== undefined) {
        drawn.node.dataset.lane = lane;
        drawn.node.setAttribute('role', 'group');
      }
      this.#layers.set(layer.id, drawn);
    }
    if (layer.name !== '') set(drawn.node, 'aria-label', layer.name);
    const present = new Set<string>();
    for (const piece of layer.pieces) {
      present.add(piece.id);
      const known = drawn.pieces.get(piece.id);
      if (known?.piece === piece) continue;
      const fresh: DrawnPiece = known ?? { node: group('piece'), piece, boxes: [] };
      if (known === undefined) drawn.pieces.set(piece.id, fresh);
      if (piece.x !== 0 || piece.y !== 0) set(fresh.node, 'transform', `translate(${piece.x} ${piece.y})`);
      if (known === undefined || known.piece.svg !== piece.svg) stale.push(fresh);
      fresh.piece = piece;
    }
    for (const [id, piece] of drawn.pieces) {
      if (present.has(id)) continue;
      this.#forget(piece);
      piece.node.remove();
      drawn.pieces.delete(id);
    }
    const { pieces } = drawn;
    inOrder(
      drawn.node,
      layer.pieces.map(({ id }) => (pieces.get(id) as DrawnPiece).node),
    );
    drawn.layer = layer;
  }

  #removeLayer(id: string): void {
    const drawn = this.#layers.get(id);
    for (const piece of drawn?.pieces.values() ?? []) this.#forget(piece);
    drawn?.node.remove();
    this.#layers.delete(id);
  }

  #forget({ boxes, node }: DrawnPiece): void {
    for (const id of boxes) if (node.contains(this.#boxes.get(id) ?? null)) this.#boxes.delete(id);
  }

  /** Reads all that is to be drawn in one go. */
  #fill(stale: readonly DrawnPiece[]): void {
    if (stale.length === 0) return;
    const read = parsedSvg(stale.map(({ piece }) => piece.svg));
    stale.forEach((drawn, at) => {
      this.#forget(drawn);
      morph(drawn.node, read[at] as Element);
      const boxes = [...drawn.node.querySelectorAll<SVGGElement>('g.box[data-id]')];
      for (const box of boxes) this.#boxes.set(box.dataset.id ?? '', box);
      drawn.boxes = boxes.map((box) => box.dataset.id ?? '');
    });
  }
}

function group(name: string): SVGGElement {
  const made = document.createElementNS(SVG, 'g');
  made.setAttribute('class', name);
  return made;
}

/** Setting what is there already would cost the browser a new layout. */
function set(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Puts the nodes in order, touching only those out of place: a node that is moved loses the focus. */
function inOrder(parent: Element, nodes: readonly Element[]): void {
  let next = parent.firstElementChild;
  for (const node of nodes) {
    if (node === next) next = next.nextElementSibling;
    else parent.insertBefore(node, next);
  }
}
