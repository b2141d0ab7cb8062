import type { Picture } from '../../../../server/src/lsp/protocol.ts';
import { element } from './dom.ts';
import { type Strip, stripsOf } from './strips.ts';

/** Adds the strips as pages behind the picture while it is printed, each under the names of the stages. */
export function printInStrips(area: HTMLElement, picture: () => Picture): void {
  let pages: readonly HTMLElement[] = [];
  const clear = () => {
    for (const page of pages) page.remove();
    pages = [];
  };
  window.addEventListener('beforeprint', () => {
    clear();
    const svg = area.querySelector('svg');
    if (svg === null) return;
    const { width, lanes } = picture();
    const part = ({ top, height }: Strip): SVGElement => {
      const copy = svg.cloneNode(true) as SVGElement;
      for (const sticky of copy.querySelectorAll('.sticky-copy')) sticky.remove();
      copy.querySelector('.rail')?.removeAttribute('transform');
      copy.removeAttribute('width');
      copy.removeAttribute('height');
      copy.setAttribute('viewBox', `0 ${top} ${width} ${height}`);
      return copy;
    };
    const stages = lanes.find(({ id }) => id === 'stages');
    pages = stripsOf(picture()).map((strip) => {
      const header =
        stages !== undefined && strip.top > stages.y ? part({ top: stages.y, height: stages.height }) : undefined;
      return element('figure', { class: 'print-page', 'aria-hidden': 'true' }, header, part(strip));
    });
    area.after(...pages);
  });
  window.addEventListener('afterprint', clear);
}
