/** Comparison and arithmetic of the formula subset. */
export type FormulaOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '&';

/** A Salesforce formula, as far as this tool writes and reads them. */
export type Formula =
  /** A function, `AND`, `OR` and `NOT` among them, by its name in capitals. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Formula[] }
  | {
      readonly kind: 'binary';
      readonly operator: FormulaOperator;
      readonly left: Formula;
      readonly right: Formula;
    }
  /** A merge field, such as `Amount`, `Account.Industry` or `Owner:User.Name`. */
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'text'; readonly value: string }
  /** Digits as written, so that no precision is lost. */
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean };

export function call(name: string, ...args: readonly Formula[]): Formula {
  return { kind: 'call', name, args };
}

export function field(path: string): Formula {
  return { kind: 'field', path };
}

export function text(value: string): Formula {
  return { kind: 'text', value };
}

export function binary(operator: FormulaOperator, left: Formula, right: Formula): Formula {
  return { kind: 'binary', operator, left, right };
}

export const TRUE: Formula = { kind: 'boolean', value: true };
export const FALSE: Formula = { kind: 'boolean', value: false };

/** A number in plain decimal digits, shifted by so many places: 15 shifted by 2 is `0.15`, exactly. */
export function number(value: number, shift = 0): Formula {
  return { kind: 'number', value: shiftDown(plainDecimal(value), shift) };
}

function plainDecimal(value: number): string {
  const written = String(value);
  if (!written.includes('e')) return written;
  const [mantissa = '0', exponent = '0'] = written.split('e');
  const negative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${digits}` : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const decimals = padded.slice(at);
  return `${negative ? '-' : ''}${padded.slice(0, at)}${decimals ? `.${decimals}` : ''}`;
}

function shiftDown(decimal: string, places: number): string {
  if (places === 0) return decimal;
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const padded = whole.padStart(places + 1, '0');
  const at = padded.length - places;
  const digits = `${padded.slice(0, at)}.${padded.slice(at)}${fraction}`.replace(/0+$/, '').replace(/\.$/, '');
  return negative ? `-${digits}` : digits;
}

/** All of them; constants are folded, repetition and nesting flattened. */
export function and(...parts: readonly Formula[]): Formula {
  return join('AND', parts);
}

/** One of them; constants are folded, repetition and nesting flattened. */
export function or(...parts: readonly Formula[]): Formula {
  return join('OR', parts);
}

function join(name: 'AND' | 'OR', parts: readonly Formula[]): Formula {
  const neutral = name === 'AND';
  const flat: Formula[] = [];
  for (const part of parts) {
    for (const item of part.kind === 'call' && part.name === name ? part.args : [part]) {
      if (item.kind === 'boolean') {
        if (item.value !== neutral) return item;
      } else if (!flat.some((other) => sameFormula(other, item))) flat.push(item);
    }
  }
  const [only] = flat;
  if (only === undefined) return neutral ? TRUE : FALSE;
  return flat.length === 1 ? only : call(name, ...flat);
}

const opposites: Readonly<Partial<Record<FormulaOperator, FormulaOperator>>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** The opposite, with the negation carried inwards: `NOT(AND(a, b > 1))` is `OR(NOT(a), b <= 1)`. */
export function not(formula: Formula): Formula {
  if (formula.kind === 'boolean') return formula.value ? FALSE : TRUE;
  if (formula.kind === 'binary') {
    const operator = opposites[formula.operator];
    if (operator) return { ...formula, operator };
  }
  if (formula.kind === 'call') {
    if (formula.name === 'AND') return or(...formula.args.map(not));
    if (formula.name === 'OR') return and(...formula.args.map(not));
    if (formula.name === 'NOT' && formula.args[0]) return formula.args[0];
  }
  return call('NOT', formula);
}

/** Whether two formulas are written alike. */
export function sameFormula(a: Formula, b: Formula): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
