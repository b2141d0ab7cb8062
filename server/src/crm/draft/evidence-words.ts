import { quote } from '../../base/strings.ts';
import type { FieldType } from '../../model/model.ts';

/** A field that words may name. */
export interface WordField {
  readonly label: string;
  /** Such as `deal.amount`. */
  readonly reference: string;
  readonly type: FieldType;
  readonly choices: readonly { readonly label: string; readonly name: string }[];
}

/**
 * Evidence in the language that reads, in words, exactly like these; `undefined` where they say anything but what fields
 * hold, or name fields that are not there. The counterpart of `describeEvidence`.
 */
export function evidenceOfWords(words: string, fields: readonly WordField[]): string | undefined {
  const reader = new Reader(words, fields);
  const said = reader.list();
  return reader.isAtEnd ? said : undefined;
}

/** References of the fields that labels joined as `a, b and c` name; `undefined` where one is not there. */
export function fieldsOfLabels(labels: string, fields: readonly WordField[]): readonly string[] | undefined {
  const reader = new Reader(labels, fields);
  const named = reader.labels();
  return reader.isAtEnd ? named : undefined;
}

const comparisons = [
  ['is less than ', '<'],
  ['is at most ', '<='],
  ['is more than ', '>'],
  ['is at least ', '>='],
  ['is not ', '!='],
  ['is ', '='],
] as const;

class Reader {
  readonly #words: string;
  readonly #fields: readonly WordField[];
  #at = 0;

  constructor(words: string, fields: readonly WordField[]) {
    this.#words = words;
    // Of labels that begin alike, the longest is meant.
    this.#fields = [...fields].sort((a, b) => b.label.length - a.label.length);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#words.length;
  }

  /** Evidence joined by one and the same word. */
  list(): string | undefined {
    const parts = [this.#operand()];
    let joint: string | undefined;
    while (parts.at(-1) !== undefined) {
      const next = [' and ', ' or '].find((word) => this.#rest.startsWith(word));
      if (next === undefined || (joint !== undefined && next !== joint)) break;
      joint = next;
      this.#take(next);
      parts.push(this.#operand());
    }
    return parts.includes(undefined) ? undefined : parts.join(joint);
  }

  labels(): readonly string[] | undefined {
    const references: string[] = [];
    for (let joint = ''; ; ) {
      const field = this.#fields.find(({ label }) => this.#take(label));
      if (!field) return undefined;
      references.push(field.reference);
      const next = joint === ' and ' ? undefined : [', ', ' and '].find((word) => this.#take(word));
      if (next === undefined) return references;
      joint = next;
    }
  }

  get #rest(): string {
    return this.#words.slice(this.#at);
  }

  #take(text: string): boolean {
    const isNext = this.#words.startsWith(text, this.#at);
    if (isNext) this.#at += text.length;
    return isNext;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#rest) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  #operand(): string | undefined {
    if (this.#take('(')) {
      const inner = this.list();
      return inner !== undefined && this.#take(')') ? `(${inner})` : undefined;
    }
    if (this.#take('it is not so that ')) {
      const inner = this.#operand();
      return inner === undefined ? undefined : inner.startsWith('(') ? `not ${inner}` : `not (${inner})`;
    }
    const start = this.#at;
    for (const field of this.#fields) {
      this.#at = start;
      const test = this.#take(`${field.label} `) ? this.#test(field) : undefined;
      if (test !== undefined) return `${field.reference} ${test}`;
    }
    return undefined;
  }

  #test(field: WordField): string | undefined {
    if (this.#take('is filled in')) return 'is set';
    if (this.#take('is empty')) return 'is not set';
    const day = this.#match(/^is (?:not )?in the (?:future|past)/);
    if (day) return day[0];
    const within = this.#match(/^is (not )?within the next ([\d,.]+) (minutes?|hours?|days?|weeks?|months?)/);
    if (within) return `is ${within[1] ?? ''}within ${within[2]?.replaceAll(',', '')} ${within[3]}`;
    const before = this.#match(/^is (?:not )?(?:before|after) /);
    if (before) return joined(before[0], this.#value(field));
    const oneOf = this.#match(/^is (one of|none of) /);
    if (oneOf) return this.#values(field, oneOf[1] === 'one of' ? 'is one of' : 'is not one of');
    const [words, operator] = comparisons.find(([each]) => this.#take(each)) ?? [];
    if (words === undefined || operator === undefined) return undefined;
    const value = this.#value(field);
    const isNamed = /^(choice|multichoice|yesno)$/.test(field.type);
    return joined(isNamed && /^is( not)? $/.test(words) ? words : `${operator} `, value);
  }

  #values(field: WordField, word: string): string | undefined {
    const values = [this.#value(field)];
    while (this.#take(', ')) values.push(this.#value(field));
    if (this.#take(' or ')) values.push(this.#value(field));
    return values.includes(undefined) ? undefined : `${word} (${values.join(', ')})`;
  }

  #value(field: WordField): string | undefined {
    const number = this.#match(/^(\d{1,3}(?:,\d{3})*(?:\.\d+)?)( %)?(?![\w,.-])/);
    if (number) return `${number[1]?.replaceAll(',', '')}${number[2] === undefined ? '' : '%'}`;
    const date = this.#match(/^\d{4}-\d{2}-\d{2}/);
    if (date) return date[0];
    const text = this.#match(/^“([^”]*)”/);
    if (text) return quote(text[1] ?? '');
    if (field.type === 'yesno') return this.#match(/^(?:yes|no)\b/)?.[0];
    const choice = [...field.choices]
      .sort((a, b) => b.label.length - a.label.length)
      .find(({ label }) => this.#take(label));
    return choice?.name ?? this.#fields.find(({ label, type }) => type === field.type && this.#take(label))?.reference;
  }
}

function joined(before: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${before}${value}`;
}
