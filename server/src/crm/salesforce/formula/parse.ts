import { binary, call, type Formula, type FormulaOperator, field } from './ast.ts';

/** The formula, or what is wrong with it. */
export type ParsedFormula = Formula | { readonly error: string };

type Token =
  | { readonly kind: 'text' | 'number' | 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string };

/**
 * Reads a formula: functions, comparison, arithmetic, `&`, the old `&&`, `||` and `!`, comments, any letter case of function
 * names. Whether its functions mean something to this tool is for others to say.
 */
export function parseFormula(formula: string): ParsedFormula {
  const tokens = tokenize(formula);
  if ('error' in tokens) return tokens;
  const parser = new Parser(tokens.tokens);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof FormulaError) return { error: error.message };
    throw error;
  }
}

class FormulaError extends Error {}

const PATTERNS: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /(?:\s+|\/\*[\s\S]*?\*\/)/y],
  ['text', /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)/y],
  ['name', /[$A-Za-z_][\w$]*(?:\s*(?:\.|:)\s*[A-Za-z_$][\w$]*)*/y],
  ['sign', /<>|<=|>=|==|!=|&&|\|\||[-+*/&=<>!(),^]/y],
];

function tokenize(formula: string): { tokens: readonly Token[] } | { error: string } {
  const tokens: Token[] = [];
  let at = 0;
  scan: while (at < formula.length) {
    for (const [kind, pattern] of PATTERNS) {
      pattern.lastIndex = at;
      const match = pattern.exec(formula)?.[0];
      if (match === undefined) continue;
      if (kind === 'text') tokens.push({ kind, value: literalValue(match.slice(1, -1)) });
      else if (kind === 'name') tokens.push({ kind, value: match.replace(/\s+/g, '') });
      else if (kind !== 'space') tokens.push({ kind, value: match });
      at += match.length;
      continue scan;
    }
    return { error: `unexpected character ${JSON.stringify(formula[at])}` };
  }
  return { tokens };
}

function literalValue(body: string): string {
  return body.replace(/\\([\s\S])/g, (_, character: string) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character);
}

const LEVELS: readonly Readonly<Record<string, FormulaOperator | 'AND' | 'OR'>>[] = [
  { '||': 'OR' },
  { '&&': 'AND' },
  { '=': '=', '==': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
  { '&': '&' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/' },
];

/** Deeper nesting than any formula of 3,900 characters needs is refused, so that no input exhausts the stack. */
const DEEPEST = 500;

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Formula {
    const formula = this.#level(0);
    const rest = this.#tokens[this.#at];
    if (rest) throw new FormulaError(`unexpected ${rest.value}`);
    return formula;
  }

  #level(level: number): Formula {
    const operators = LEVELS[level];
    if (!operators) return this.#primary();
    let left = this.#level(level + 1);
    for (;;) {
      const token = this.#tokens[this.#at];
      const operator = token?.kind === 'sign' ? operators[token.value] : undefined;
      if (operator === undefined) return left;
      this.#at++;
      const right = this.#level(level + 1);
      left = operator === 'AND' || operator === 'OR' ? call(operator, left, right) : binary(operator, left, right);
    }
  }

  #primary(): Formula {
    const token = this.#tokens[this.#at++];
    if (!token) throw new FormulaError('unexpected end');
    if (++this.#depth > DEEPEST) throw new FormulaError('unexpected depth');
    try {
      return this.#after(token);
    } finally {
      this.#depth--;
    }
  }

  #after(token: Token): Formula {
    switch (token.kind) {
      case 'text':
        return { kind: 'text', value: token.value };
      case 'number':
        return { kind: 'number', value: token.value };
      case 'name': {
        if (this.#take('(')) return call(token.value.toUpperCase(), ...this.#args());
        const upper = token.value.toUpperCase();
        return upper === 'TRUE' || upper === 'FALSE'
          ? { kind: 'boolean', value: upper === 'TRUE' }
          : field(token.value);
      }
      case 'sign':
        return this.#signed(token.value);
    }
  }

  #signed(sign: string): Formula {
    if (sign === '(') {
      const inner = this.#level(0);
      this.#expect(')');
      return inner;
    }
    if (sign === '!') return call('NOT', this.#primary());
    if (sign === '-' || sign === '+') {
      const operand = this.#primary();
      if (sign === '+') return operand;
      if (operand.kind === 'number') return { kind: 'number', value: `-${operand.value}` };
      return binary('-', { kind: 'number', value: '0' }, operand);
    }
    throw new FormulaError(`unexpected ${sign}`);
  }

  #args(): readonly Formula[] {
    if (this.#take(')')) return [];
    const args = [this.#level(0)];
    while (this.#take(',')) args.push(this.#level(0));
    this.#expect(')');
    return args;
  }

  #take(sign: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || token.value !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (this.#take(sign)) return;
    const found = this.#tokens[this.#at];
    throw new FormulaError(found ? `unexpected ${found.value} instead of ${sign}` : `unclosed parenthesis`);
  }
}
