/** The part of markdown-it that the plugin touches. */
export interface MarkdownIt {
  readonly renderer: { readonly rules: { fence?: FenceRule | undefined } };
}

export interface FenceToken {
  readonly info: string;
  readonly content: string;
}

type FenceRule = (
  tokens: readonly FenceToken[],
  index: number,
  options: unknown,
  env: unknown,
  self: unknown,
) => string;

/** Puts what `picture` answers (HTML, or nothing) below each fenced `salesflow` block. */
export function withPictures<M extends MarkdownIt>(markdown: M, picture: (text: string) => string): M {
  const usual = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
    const html = usual?.(tokens, index, options, env, self) ?? '';
    const token = tokens[index];
    const language = token?.info.trim().split(/\s+/)[0];
    if (language !== 'salesflow' || token === undefined) return html;
    const coloured = html.replace(/(<code[^>]*>)[\s\S]*(<\/code>)/, (_, open: string, close: string) => {
      return `${open}${highlighted(token.content)}${close}`;
    });
    return coloured + picture(token.content);
  };
  return markdown;
}

/** Comments and texts as they are, words at the start of a statement or before a name as keywords. */
const TOKENS =
  /(?<comment>\/\/.*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?)|(?<number>\b\d+(?:\.\d+)?%?)|(?<keyword>(?<=^[ \t]*|[{}][ \t]*)[a-z][a-z-]*\b)/gm;

/** The text in the classes that the Markdown preview's style sheet knows. */
function highlighted(text: string): string {
  let html = '';
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    html += `${escapeHtml(text.slice(at, match.index))}<span class="hljs-${kind}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(text.slice(at));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
