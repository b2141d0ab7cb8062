import { type CstNode, DefaultValueConverter, type GrammarAST, type ValueType } from 'langium';
import { unquote } from '../base/strings.ts';

/** Turns the text of words into values: strings without quotes, numbers without digit separators. */
export class SalesflowValueConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
    switch (rule.name) {
      case 'STRING':
        return unquote(input);
      case 'NUMBER':
        return Number(input.replaceAll('_', ''));
      case 'ID':
        return input;
      default:
        return super.runConverter(rule, input, cstNode);
    }
  }
}
