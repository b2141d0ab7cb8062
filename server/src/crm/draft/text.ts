/** A doc comment of that text, indented; its end cannot come early. */
export function docComment(text: string, indent: string): string {
  const lines = text
    .replaceAll('*/', '* /')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd());
  if (lines.length === 1) return `${indent}/** ${lines[0]} */`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`].join('\n');
}

/** Line comments of that text, indented. */
export function lineComment(text: string, indent: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => `${indent}// ${line}`.trimEnd())
    .join('\n');
}
