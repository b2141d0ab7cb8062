/** Processes that would break a naive drawing, by what is hard about them. */

interface Shape {
  readonly stages: number;
  readonly steps: number;
  /** Columns each step helps, from a start; deterministic. */
  readonly span?: number;
  readonly label?: (index: number) => string;
  readonly extra?: (index: number, steps: number) => string;
  readonly personas?: number;
  readonly tail?: string;
}

/** A regular process of that shape. */
export function shaped({
  stages,
  steps,
  span = 1,
  label = (i) => `Agree part ${i + 1} of the work`,
  extra,
  personas = 2,
  tail = '',
}: Shape): string {
  const q = (text: string): string => JSON.stringify(text);
  const people = Array.from(
    { length: personas },
    (_, i) => `persona P${i} ${q(`${label(i)} (buyer ${i + 1})`)} { buys-as champion }`,
  );
  const columns = Array.from(
    { length: stages },
    (_, i) =>
      `  stage S${i} ${q(label(i))} { does ${q(label(i))} asks ${q(`${label(i)}?`)} stuck K${i} ${q(`Cannot: ${label(i)}`)} }`,
  );
  const list = Array.from({ length: steps }, (_, i) => {
    const first = Math.floor((i * stages) / steps);
    const helps = Array.from({ length: Math.min(span, stages - first) }, (_, k) => `K${first + k}`);
    return `  step T${i} ${q(label(i))} {
    helps ${helps.join(', ')}
    within ${i + 1} days
    exit { done ${q(label(i))} proof meeting ${q(label(i))} held with P0  commit ${q(label(i))}  collect deal.amount }
    otherwise { after 5 days follow-up ${q(label(i))} }
    ${extra?.(i, steps) ?? ''}
  }`;
  });
  return `role AE "Account executive"
${people.join('\n')}
journey J ${q(label(0))} for ${Array.from({ length: personas }, (_, i) => `P${i}`).join(', ')} {
${columns.join('\n')}
}
process Sale ${q(label(0))} for J {
  owner AE
${list.join('\n')}
  won Won "Won" { }
  lost Lost "Lost" { reason No "No decision" }
${tail}
}
`;
}

const long =
  'Agree with every person who has a say in it what the first year of working together must bring, who answers for it, when it is looked at again and what happens if it does not come about in the time set out';
const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft_versicherung.nummer';

export const stress: Readonly<Record<string, string>> = {
  'three-steps': shaped({ stages: 3, steps: 3 }),
  'forty-steps': shaped({ stages: 7, steps: 40 }),
  'twelve-stages': shaped({ stages: 12, steps: 14, span: 3 }),
  'long-labels': shaped({ stages: 4, steps: 5, span: 2, label: (i) => (i % 2 === 0 ? long : longWord) }),
  'right-to-left': shaped({
    stages: 3,
    steps: 4,
    label: (i) => `לקבוע עם הלקוח את התנאים של השלב ${i + 1} ולחתום על ההסכם`,
  }),
  cjk: shaped({
    stages: 4,
    steps: 5,
    label: (i) => `お客様と一緒に導入計画を確認し、次の会議の日程（第${i + 1}回）を決める。`,
  }),
  'many-personas': shaped({ stages: 3, steps: 4, personas: 14 }),
  returns: shaped({
    stages: 5,
    steps: 12,
    extra: (i, steps) =>
      `${i > 1 ? `otherwise { after ${i * 10} days return to T${i - 2}  after ${i * 20} days return to T0 }` : ''} ${i + 3 < steps ? `then T${i + 3} when deal.amount > ${i}000` : 'then Won when deal.amount > 5'}`,
  }).replace(/otherwise \{ after 5 days follow-up "[^"]*" \}\n {4}otherwise/g, 'otherwise'),
  'no-journey': `role AE "Account executive"
process Plain "Plain process" { owner AE
  step A "Call the buyer" { exit { done "Called" proof call held } otherwise { after 3 days follow-up "Call again" } }
  step B "Send the offer" { exit { done "Offer sent" proof document "Offer" sent } otherwise { after 9 days return to A } }
  step C "Sign" { exit { commit "Buyer signs" proof document "Contract" signed } }
  step D "Celebrate" { }
  step E "Write it down" { exit { done "It feels right" } then A when deal.amount > 3 }
  won Won "Won" { }
}
`,
  parallel: shaped({ stages: 3, steps: 2 }).replace(
    '  won Won',
    `  parallel "Checks" {
    step Legal "Agree the contract" { helps K1 exit { done "Contract agreed" proof document "Contract" signed by P0 } }
    step Safety "Pass the security review" { helps K1, K2 exit { done "Review passed" proof document "Review" attached } }
  }
  hold Later "Waiting for budget" { }
  won Won`,
  ),
  variants: `${shaped({ stages: 3, steps: 4 })}
variant Big "Big deals" of Sale when deal.amount > 100000 {
  add step Review "Review with legal" after T1 { helps K2 exit { done "Reviewed" proof document "Contract" attached } }
  change step T0 { within 40 days }
  drop step T2
}
`,
  outside: shaped({ stages: 2, steps: 3, extra: (i) => (i === 1 ? 'then Forecast when deal.amount > 9' : '') }).replace(
    '  won Won',
    `  step Forecast "Update the forecast" { exit { done "Forecast updated" proof deal.amount is set } otherwise { after 9 days return to T0 } }
  step Nothing { }
  after won { step Onboard "Hand over to the people who will run it" { during S1 exit { done "Handed over" } } }
  won Won`,
  ),
};
