import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element that was read: its name, its text and its child elements in order. */
export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
}

const TEXT = '#text';
const CDATA = '#cdata';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  // Entities are decoded here, so that a text is decoded once and CDATA not at all.
  processEntities: false,
  cdataPropName: CDATA,
  removeNSPrefix: true,
});

/** The root element, or what is wrong with the text. */
export function readXml(content: string): XmlNode | { readonly error: string } {
  const text = content.replace(/^\ufeff/, '').trim();
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { error: `${valid.err.msg} (line ${valid.err.line})` };
  try {
    const [root] = nodesOf(parser.parse(text));
    return root ?? { error: 'There is no element.' };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The parser's ordered form: a list of objects with one key each. */
function nodesOf(list: unknown): XmlNode[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown) => {
    if (typeof item !== 'object' || item === null) return [];
    const [entry] = Object.entries(item).filter(([name]) => name !== ':@');
    if (!entry || entry[0] === TEXT || entry[0] === CDATA) return [];
    const [name, content] = entry;
    return [{ name, text: textOf(content), children: nodesOf(content) }];
  });
}

function textOf(list: unknown): string {
  if (!Array.isArray(list)) return '';
  let text = '';
  for (const item of list as readonly Record<string, unknown>[]) {
    const plain = item[TEXT];
    if (typeof plain === 'string') text += decodeEntities(plain);
    const cdata = item[CDATA];
    if (Array.isArray(cdata)) for (const part of cdata) text += String((part as Record<string, unknown>)[TEXT] ?? '');
  }
  return text;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** `&lt;`, `&#39;` and `&#x27;`, each once; what is not an entity stays. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
}

/** The first child of that name. */
export function child(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((candidate) => candidate.name === name);
}

/** All children of that name. */
export function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  return node.children.filter((candidate) => candidate.name === name);
}

/** The text of the first child of that name, without the blanks around it; `undefined` where it is missing or empty. */
export function childText(node: XmlNode, name: string): string | undefined {
  return child(node, name)?.text.trim() || undefined;
}
