import { type CstNode, DefaultValueConverter, type GrammarAST, type ValueType } from 'langium';
import { unquote } from '../base/strings.ts';

/** Turns the text of words into values: strings without quotes, numbers without digit separators. */
export class SalesflowValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
    switch (rule.name) {
      case 'STRING':
        return unquote(input);
      case 'NUMBER':
        return toNumber(input);
      case 'ID':
        return input;
      default:
        return super.runConverter(rule, input, cstNode);
    }
  }
}

/** `1_000.5` as a number. */
export function toNumber(text: string): number {
  return Number(text.replaceAll('_', ''));
}
