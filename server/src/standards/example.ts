import type { Example } from './rule.ts';

/** The declarations that surround the examples of the rules; `docs/rules/README.md` shows them once for all pages. */
const declarations: readonly string[] = [
  `role AE "Account executive"`,
  `persona Buyer "Operations lead" {
  buys-as champion
  wants "Cut onboarding time by half"
}`,
  `persona Finance "Finance director" {
  buys-as economic-buyer
  wants "A payback under twelve months"
}`,
  `journey Purchase "Purchase" for Buyer, Finance {
  stage Notice "Sees the cost of slow onboarding" {
    stuck Sizing "Cannot put a number on the cost without benchmark data"
  }
  stage Compare "Compares ways to fix it" {
    stuck Fit "Cannot tell whether the product covers their own workflow"
  }
  stage Buy "Makes the purchase" {
    stuck Terms "Cannot finalise terms without the vendor"
  }
}`,
];

/** The members of the sample process. */
const members: readonly string[] = [
  `owner AE`,
  `step Discovery "Hold the discovery call" {
  helps Sizing
  do "Hold a discovery call with the operations lead and calculate the annual cost together"
  exit {
    done "Discovery call held with the operations lead" proof meeting "Discovery" held with Buyer
    collect deal.amount
    commit "Operations lead books the demo" proof meeting "Demo" scheduled with Buyer
  }
  otherwise {
    after 5 days follow-up "Send the benchmark recap and offer two dates"
    after 30 days lose as NoDecision
  }
}`,
  `step Demo "Hold the demo" {
  helps Fit
  do "Demonstrate the buyer's own workflow to operations and finance"
  exit {
    done "Demo held with operations and finance" proof meeting "Demo" held with Buyer, Finance
    collect deal.close_on
    commit "Operations lead sends the security questionnaire" proof email "Questionnaire" received from Buyer
  }
  otherwise {
    after 7 days follow-up "Send the recording of the demo"
    after 45 days lose as NoDecision
  }
}`,
  `step Order "Get the order form signed" {
  helps Terms
  do "Send the order form to the finance director"
  exit {
    done "Order form sent to the finance director" proof document "Order form" sent to Finance
    collect deal.description
    commit "Finance director signs the order form" proof document "Order form" signed by Finance
  }
  otherwise {
    after 10 days follow-up "Walk the finance director through the order form"
    after 60 days lose as NoDecision
  }
}`,
  `won ClosedWon "Closed won"`,
  `lost ClosedLost "Closed lost" {
  reason NoDecision "No decision"
}`,
];

const processHeader = 'process NewBusiness "New business" for Purchase';

/** The whole sample project, which every rule approves of. */
export const sampleProject = assemble(declarations, members);

/** An example as a whole file, with the places that it must be reported at. */
export function expandExample(example: Example): {
  readonly text: string;
  readonly marks: readonly { start: number; end: number }[];
} {
  return takeMarks(surround(example));
}

/** The example's code as people read it, without marks. */
export function plainCode(example: Example): string {
  return (example.sketch ?? example.code).replace(/[«»]/g, '').replace(/^\n+|\s+$/g, '');
}

function surround({ within, code }: Example): string {
  const trimmed = code.replace(/^\n+|\s+$/g, '');
  switch (within) {
    case 'file':
      return `${trimmed}\n`;
    case 'project': {
      const kept = declarations.filter((declaration) => !declares(trimmed, declaration));
      if (declares(trimmed, processHeader)) return `${[...kept, trimmed].join('\n\n')}\n`;
      return assemble([trimmed, ...kept], members);
    }
    case 'process':
      return assemble(declarations, mergeMembers(trimmed));
  }
}

/** The sample's members with the example's in place of the first that it replaces, else before the outcomes. */
function mergeMembers(code: string): string[] {
  const replaced = members.map((member) => declares(code, member));
  const first = replaced.indexOf(true);
  const at = first >= 0 ? first : placeFor(code);
  const kept = (from: number, to: number) => members.slice(from, to).filter((_, index) => !replaced[from + index]);
  return [...kept(0, at), code, ...kept(at, members.length)];
}

/** Where a step of a new name goes: after the sample's step that helps the same stuck point, else before the outcomes. */
function placeFor(code: string): number {
  const helps = /^\s*helps «?(\w+)/m.exec(code)?.[1];
  const same = members.findIndex((member) => helps !== undefined && member.includes(`\n  helps ${helps}\n`));
  return same >= 0 ? same + 1 : members.findIndex((member) => member.startsWith('won'));
}

/** Whether `code` holds a declaration that begins with the same words (`step Demo`) as `declaration`. */
function declares(code: string, declaration: string): boolean {
  const head = declaration.split(/\s+/, 2).join('\\s+«?');
  return new RegExp(`^«?${head}(?![\\w-])`, 'm').test(code);
}

function assemble(outer: readonly string[], inner: readonly string[]): string {
  const body = inner.map((member) => member.replace(/^(?=.)/gm, '  ')).join('\n\n');
  return `${[...outer, `${processHeader} {\n${body}\n}`].join('\n\n')}\n`;
}

function takeMarks(marked: string): { text: string; marks: { start: number; end: number }[] } {
  const marks: { start: number; end: number }[] = [];
  let text = '';
  let start = 0;
  for (const piece of marked.split(/([«»])/)) {
    if (piece === '«') start = text.length;
    else if (piece === '»') marks.push({ start, end: text.length });
    else text += piece;
  }
  return { text, marks };
}
