import type { ToWebview } from '../messages.ts';
import { button, element, parsed } from './dom.ts';

type Pictures = Extract<ToWebview, { type: 'pictures' }>;

/** Pictures that are not live, with what they mean in words. */
export function showPictures(root: HTMLElement, content: Pictures, open: (change: number) => void): void {
  const changes = content.changes.map(({ text, linked }, index) =>
    element('li', {}, linked ? button(text, () => open(index), { class: 'link' }) : text),
  );
  const pictures = content.pictures.flatMap(({ title, svg, table }) => {
    const picture = parsed(svg, 'image/svg+xml');
    const rows = table === '' ? undefined : parsed(table, 'text/html');
    return [
      ...(title === content.title ? [] : [element('h2', {}, title)]),
      element('div', { class: 'frame', tabindex: '0', role: 'region', 'aria-label': title }, picture),
      ...(rows === undefined
        ? []
        : [element('section', { class: 'for-screen-readers', 'aria-label': `${title} as a table` }, rows)]),
    ];
  });
  root.replaceChildren(
    element(
      'div',
      { class: 'pictures' },
      element('h1', {}, content.title),
      ...(changes.length > 0 ? [element('ul', { class: 'changes' }, ...changes)] : []),
      ...pictures,
    ),
  );
}
