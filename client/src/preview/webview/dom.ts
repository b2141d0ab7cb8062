type Child = Node | string | undefined;

/** Makes an element; attributes that are `undefined` or `false` are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, '');
    else if (typeof value === 'string') made.setAttribute(name, value);
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined));
  return made;
}

export function button(
  label: string,
  act: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** The markup of the server as a node of this page; scripts in it never become part of the page. */
export function parsed(markup: string, type: 'image/svg+xml' | 'text/html'): Element | undefined {
  const made = new DOMParser().parseFromString(markup, type);
  const root = type === 'text/html' ? made.body.firstElementChild : made.documentElement;
  if (root === null || made.querySelector('parsererror') !== null) return undefined;
  for (const script of root.querySelectorAll('script')) script.remove();
  return document.importNode(root, true);
}

/** All that drawings are made of; anything else in them is not ours. */
const DRAWN: ReadonlySet<string> = new Set(['g', 'path', 'rect', 'text', 'title']);
const NEVER = /^on|href$|^src|^style$/i;

/**
 * Pieces of SVG as groups of this page, each in one of its own.
 *
 * @throws SyntaxError where something is no SVG, or has elements or attributes that drawings never have.
 */
export function parsedSvg(pieces: readonly string[]): readonly Element[] {
  const markup = pieces.map((piece) => `<g>${piece}</g>`).join('');
  const made = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`,
    'image/svg+xml',
  );
  const root = made.documentElement;
  const groups = [...root.children];
  const odd = (each: Element) => !DRAWN.has(each.nodeName) || each.getAttributeNames().some((name) => NEVER.test(name));
  if (groups.length !== pieces.length || [...root.querySelectorAll('*')].some(odd))
    throw new SyntaxError('The picture could not be read.');
  return [...document.importNode(root, true).children];
}
