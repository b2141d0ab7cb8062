import type { Formula } from './ast.ts';

/** Visits a formula and all its parts. */
export function walk(formula: Formula, visit: (part: Formula) => void): void {
  visit(formula);
  if (formula.kind === 'call') for (const arg of formula.args) walk(arg, visit);
  else if (formula.kind === 'binary') {
    walk(formula.left, visit);
    walk(formula.right, visit);
  }
}

/** The merge fields of a formula, each once. */
export function fieldsOfFormula(formula: Formula): readonly string[] {
  const paths = new Set<string>();
  walk(formula, (part) => {
    if (part.kind === 'field') paths.add(part.path);
  });
  return [...paths];
}

/** The values that a formula compares the stage with, now or before the change. */
export function stagesOfFormula(formula: Formula, stageField: string): readonly string[] {
  const names = new Set<string>();
  walk(formula, (part) => {
    if (part.kind !== 'call' || !isStage(part.args[0], stageField)) return;
    if (part.name === 'ISPICKVAL') {
      const value = part.args[1];
      if (value?.kind === 'text' && value.value !== '') names.add(value.value);
    } else if (part.name === 'CASE') {
      for (let index = 1; index + 1 < part.args.length; index += 2) {
        const value = part.args[index];
        if (value?.kind === 'text') names.add(value.value);
      }
    }
  });
  return [...names];
}

/** The stage, or its value before the change. */
export function isStage(formula: Formula | undefined, stageField: string): boolean {
  if (formula?.kind === 'field') return formula.path === stageField;
  return formula?.kind === 'call' && formula.name === 'PRIORVALUE' && isStage(formula.args[0], stageField);
}
