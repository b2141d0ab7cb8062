import { MarkupKind, type SignatureHelp, type SignatureInformation } from 'vscode-languageserver';
import { type Feature, whenReady } from './feature.ts';

interface Form {
  /** Whether the form is being written at the end of this text. */
  readonly pattern: RegExp;
  readonly parts: readonly string[];
  readonly help: string;
  /** Index of the part the cursor is in, given the text from the form's first word on. */
  readonly active: (text: string) => number;
}

const FORMS: readonly Form[] = [
  {
    pattern: /\b(meeting|call|email|task)\b(?:\s+"[^"\n]*"?)?(?:\s+[a-z]+)?(?:\s+(?:with|from|to|by)\s[^{}\n]*|\s*)$/,
    parts: [
      'meeting|call|email|task',
      '"label"',
      'scheduled|held|sent|received|replied|completed|logged',
      'with|from|to|by WHO, …',
      'within N days',
      'at least N times',
    ],
    help: 'An activity on the record. The label is its subject or type; all people named take part.',
    active: (text) =>
      /\bat\s+\w*/.test(text)
        ? 5
        : /\bwithin\b/.test(text)
          ? 4
          : /\s(with|from|to|by)\s/.test(text)
            ? 3
            : /\s(scheduled|held|sent|received|replied|completed|logged)\s/.test(text)
              ? 3
              : /"[^"]*"\s+/.test(text)
                ? 2
                : 1,
  },
  {
    pattern: /\bdocument\b\s+(?:"[^"\n]*"?|[\w-]+)?(?:\s+[^{}\n]*)?$/,
    parts: ['document', 'NAME or "label"', 'attached|sent|viewed|signed', 'by|to|from|with WHO, …'],
    help: 'A document on the record and how far it has come.',
    active: (text) =>
      /\s(attached|sent|viewed|signed)\s/.test(text) ? 3 : /document\s+("[^"]*"|[\w-]+)\s+/.test(text) ? 2 : 1,
  },
  {
    pattern: /(?<!["\w])[\w-]+\.[\w-]+\s+(?:(?:is\b|[<>=!]+)[^{}\n]*)?$/,
    parts: [
      'OBJECT.FIELD',
      'is [not] | = != < <= > >=',
      'set | VALUE | one of (VALUE, …) | in the future | in the past | within N days | before DATE | after DATE',
    ],
    help: 'A test of a field. Values are numbers, dates, texts in quotes, choices, or another field.',
    active: (text) => (/\s(?:is(?:\s+not)?|[<>=!]+)\s/.test(text) ? 2 : 1),
  },
  {
    pattern: /\bcontact\b(?:\s+[\w-]*){0,2}$/,
    parts: ['contact', 'as ROLE', 'linked'],
    help: 'A contact with that buying role is on the record.',
    active: (text) => (/as\s+[\w-]+\s+/.test(text) ? 2 : 1),
  },
  {
    pattern: /\bapproval\b(?:\s+[\w-]*)?(?:\s+)?$/,
    parts: ['approval', 'NAME', 'granted'],
    help: 'An internal approval was granted.',
    active: (text) => (/approval\s+[\w-]+\s+/.test(text) ? 2 : 1),
  },
];

/** The parts of the evidence being written, with the one at the cursor. */
export const signatureHelp: Feature = {
  capabilities: { signatureHelpProvider: { triggerCharacters: [' ', '"', ','], retriggerCharacters: [' '] } },
  register(context) {
    const { connection, session } = context;
    connection.onSignatureHelp(
      whenReady(context, ({ textDocument, position }): SignatureHelp | null => {
        const document = session.opening(textDocument.uri);
        if (!document) return null;
        const line = document.getText({ start: { line: Math.max(0, position.line - 1), character: 0 }, end: position });
        return helpAt(line);
      }),
    );
  },
};

function helpAt(written: string): SignatureHelp | null {
  // What texts say is no evidence: only their quotes count.
  const before = written.replace(/"[^"\n]*("|$)/g, (text, end) => `"${'x'.repeat(text.length - 1 - end.length)}${end}`);
  // Only what follows the last word that evidence can start after.
  const start = [...before.matchAll(/\b(?:proof|when|and|or|(?<!\bis\s+)not)\b|(?<!\bof\s*)\(/g)].at(-1);
  if (!start) return null;
  const evidence = before.slice(start.index + start[0].length);
  if (/[{}]/.test(evidence)) return null;
  // Nothing is written yet: all that evidence can be.
  if (/^\s+$/.test(evidence)) return { signatures: FORMS.map(signatureOf), activeSignature: 0, activeParameter: 0 };
  for (const form of FORMS) {
    const match = form.pattern.exec(evidence);
    if (!match) continue;
    const part = Math.min(form.active(evidence.slice(match.index)), form.parts.length - 1);
    return { signatures: [signatureOf(form)], activeSignature: 0, activeParameter: part };
  }
  return null;
}

function signatureOf({ parts, help }: Form): SignatureInformation {
  const label = parts.join(' ');
  let at = 0;
  const parameters = parts.map((part) => {
    const from = label.indexOf(part, at);
    at = from + part.length;
    return { label: [from, at] as [number, number] };
  });
  return { label, documentation: { kind: MarkupKind.Markdown, value: help }, parameters };
}
