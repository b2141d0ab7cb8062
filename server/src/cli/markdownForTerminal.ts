import pico from 'picocolors';
import { wrap } from '../report/terminal.ts';

const width = 100;

/** Our own Markdown pages as text: headings, paragraphs, lists, tables and code, wrapped and, if wanted, in colour. */
export function markdownForTerminal(markdown: string, color: boolean): string {
  const colors = pico.createColors(color);
  const inline = (text: string) =>
    text
      .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (_all, label: string, url: string) =>
        /^https?:/.test(url) ? `${label} (${url})` : label,
      )
      .replace(/\*\*([^*]+)\*\*/g, (_all, strong: string) => colors.bold(strong))
      .replace(/`([^`]+)`/g, (_all, code: string) => colors.cyan(code));
  const lines: string[] = [];
  let code = false;
  for (const line of markdown.trimEnd().split('\n')) {
    if (/^\s*```/.test(line)) {
      code = !code;
      continue;
    }
    if (code) {
      lines.push(`    ${colors.dim('│')} ${line}`);
      continue;
    }
    const heading = /^(#+)\s+(.*)$/.exec(line);
    if (heading) {
      lines.push(colors.bold(heading[1] === '#' ? colors.underline(inline(heading[2]!)) : inline(heading[2]!)));
      continue;
    }
    const item = /^(\s*[-*]\s+)(.*)$/.exec(line);
    const indent = item ? item[1]!.replace('*', '-') : '';
    const text = item ? item[2]! : line;
    if (line.startsWith('|')) lines.push(inline(line));
    else {
      for (const [index, part] of wrap(text, width - indent.length).entries())
        lines.push((index === 0 ? indent : ' '.repeat(indent.length)) + inline(part));
    }
  }
  return `${lines.join('\n')}\n`;
}
