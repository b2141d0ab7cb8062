/** A step as tests write it: what is not given is sound, so that only what is given can be at fault. */
export interface StepText {
  readonly name: string;
  readonly label?: string;
  readonly helps?: string;
  readonly does?: readonly string[];
  /** Criteria of the exit, as source. */
  readonly exit?: readonly string[];
  /** Plans, as source; none leaves out `otherwise`. */
  readonly plans?: readonly string[];
  /** Any other items, as source. */
  readonly more?: string;
}

/** The source of a step. */
export function step({ name, label, helps, does, exit, plans, more }: StepText): string {
  const lines = [
    `step ${name} ${JSON.stringify(label ?? `Send the ${name} papers`)} {`,
    ...(helps === '' ? [] : [`  helps ${helps ?? 'Case'}`]),
    ...(does ?? [`Send the ${name} papers to the plant manager`]).map((text) => `  do ${JSON.stringify(text)}`),
    '  exit {',
    ...(exit ?? sound(name)).map((criterion) => `    ${criterion}`),
    '  }',
    ...(plans?.length === 0 ? [] : ['  otherwise {', ...(plans ?? ['after 30 days lose as NoDecision']), '  }']),
    ...(more ? [`  ${more}`] : []),
    '}',
  ];
  return lines.join('\n');
}

/** Exit criteria nobody objects to, different for each name. */
export function sound(name: string): string[] {
  return [
    `done "${name} papers sent to the plant manager" proof email "${name} papers" sent to Plant`,
    `collect deal.${name.toLowerCase()}_notes`,
    `commit "Plant manager returns the ${name} papers" proof document "${name} papers" signed by Plant`,
  ];
}

/** A project around members of a process; each stuck point of the journey is helped by the members. */
export function processText(members: readonly string[], outer = ''): string {
  const body = members.join('\n');
  const fields = [...new Set([...body.matchAll(/deal\.(\w+_notes)/g)].map(([, name]) => `field ${name} : text`))];
  return `role AE "Account executive"
persona Plant "Plant manager" { wants "Fewer line stops" }
journey Retrofit "Retrofit" for Plant {
  stage Notice "Notices" { ${stuck(body, 'Cost')} }
  stage Compare "Compares" { ${stuck(body, 'Fit')} ${stuck(body, 'Case')} }
  stage Decide "Decides" { ${stuck(body, 'Terms')} }
}
object deal { ${fields.join(' ')} }
${outer}
process Sale "Sale" for Retrofit {
  owner AE
${body}
  won Won "Won"
  lost Lost "Lost" { reason NoDecision "No decision" }
}
`;
}

function stuck(body: string, name: string): string {
  const helped = new RegExp(`helps[^\\n]*\\b${name}\\b`).test(body);
  return helped ? `stuck ${name} "Cannot settle the ${name} alone"` : '';
}
