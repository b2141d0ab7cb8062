import type { Formula, FormulaOperator } from './ast.ts';

const WIDTH = 90;
const precedence: Readonly<Record<FormulaOperator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
};

/** The formula as Salesforce reads it; `AND` and `OR` that do not fit a line are broken over several. */
export function printFormula(formula: Formula): string {
  return print(formula, '');
}

function print(formula: Formula, indent: string): string {
  const line = printLine(formula);
  if (line.length + indent.length <= WIDTH || formula.kind !== 'call' || !/^(AND|OR|NOT)$/.test(formula.name))
    return line;
  const inner = `${indent}  `;
  const args = formula.args.map((arg) => `${inner}${print(arg, inner)}`);
  return `${formula.name}(\n${args.join(',\n')}\n${indent})`;
}

function printLine(formula: Formula): string {
  switch (formula.kind) {
    case 'call':
      return `${formula.name}(${formula.args.map(printLine).join(', ')})`;
    case 'binary': {
      const level = precedence[formula.operator];
      const left = group(formula.left, level);
      // Subtraction and division do not associate to the right.
      return `${left} ${formula.operator} ${group(formula.right, level + 1)}`;
    }
    case 'field':
      return formula.path;
    case 'text':
      return quote(formula.value);
    case 'number':
      return formula.value;
    case 'boolean':
      return formula.value ? 'TRUE' : 'FALSE';
  }
}

function group(formula: Formula, level: number): string {
  const line = printLine(formula);
  return formula.kind === 'binary' && precedence[formula.operator] < level ? `(${line})` : line;
}

/** A text literal: what ends it or begins an escape is escaped, so that no label can break out of it. */
export function quote(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\t/g, '\\t');
  return `"${escaped}"`;
}
