/** What the reader's place is marked with; new drawings know nothing of it. */
const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set(['tabindex', 'aria-current']);
const KEPT_CLASS = /^is-/;

/** Gives a node the children of another, keeping every node that can stay, with its focus and marks. */
export function morph(node: Element, like: Element): void {
  const wanted = [...like.childNodes];
  let at = node.firstChild;
  for (const fresh of wanted) {
    if (at === null) node.append(fresh);
    else {
      const next: ChildNode | null = at.nextSibling;
      if (alike(at, fresh)) become(at, fresh);
      else at.replaceWith(fresh);
      at = next;
    }
  }
  while (at !== null) {
    const next: ChildNode | null = at.nextSibling;
    at.remove();
    at = next;
  }
}

function alike(node: ChildNode, fresh: ChildNode): boolean {
  if (node.nodeName !== fresh.nodeName) return false;
  return !(node instanceof Element && fresh instanceof Element) || idOf(node) === idOf(fresh);
}

function idOf(node: Element): string | null {
  return node.getAttribute('data-id');
}

function become(node: ChildNode, fresh: ChildNode): void {
  if (!(node instanceof Element && fresh instanceof Element)) {
    if (node.nodeValue !== fresh.nodeValue) node.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...node.attributes])
    if (!fresh.hasAttribute(name) && !KEPT_ATTRIBUTES.has(name)) node.removeAttribute(name);
  for (const { name, value } of fresh.attributes) {
    if (KEPT_ATTRIBUTES.has(name) && node.hasAttribute(name)) continue;
    const kept = name === 'class' ? [...node.classList].filter((each) => KEPT_CLASS.test(each)) : [];
    const becomes = [value, ...kept].join(' ');
    if (node.getAttribute(name) !== becomes) node.setAttribute(name, becomes);
  }
  morph(node, fresh);
}
