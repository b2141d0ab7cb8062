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
    return language === 'salesflow' && token !== undefined ? html + picture(token.content) : html;
  };
  return markdown;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
