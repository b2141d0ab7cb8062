import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { escapeHtml, withPictures } from '../../../client/src/markdown/fences.ts';

const markdown = withPictures(new MarkdownIt() as never, (text) => `<p>picture of ${escapeHtml(text.trim())}</p>`);

function render(text: string): string {
  return (markdown as MarkdownIt).render(text);
}

test('a salesflow block keeps its text and gets its picture below', () => {
  const html = render('```salesflow\nrole AE\n```\n');
  expect(html.replace(/<[^>]*>/g, '')).toContain('role AE');
  expect(html.indexOf('picture of role AE')).toBeGreaterThan(html.indexOf('<code'));
});

test('words after the language do not matter, other languages are left alone', () => {
  expect(render('```salesflow title="x"\nrole AE\n```\n')).toContain('picture');
  expect(render('```salesflowish\nrole AE\n```\n')).not.toContain('picture');
  expect(render('```\nrole AE\n```\n')).not.toContain('picture');
});

test('text from the block cannot become markup', () => {
  expect(render('```salesflow\n<img src=x onerror=alert(1)>\n```\n')).not.toContain('<img');
});

test('keywords, texts, numbers and comments are told apart', () => {
  const html = render('```salesflow\n// a "note"\nstep Demo "Show <it>" { within 14 days }\n```\n');
  expect(html).toContain('<span class="hljs-comment">// a &#34;note&#34;</span>');
  expect(html).toContain(
    '<span class="hljs-keyword">step</span> Demo <span class="hljs-string">&#34;Show &#60;it&#62;&#34;</span>',
  );
  expect(html).toContain('<span class="hljs-keyword">within</span> <span class="hljs-number">14</span> days');
});
