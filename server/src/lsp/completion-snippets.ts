/** Whole statements offered for a keyword, in the editor's snippet syntax: what it takes to say something complete. */
export const SNIPPETS: Readonly<Record<string, string>> = {
  role: 'role ${1:AE} "${2:Account executive}"',
  persona:
    'persona ${1:Name} "${2:Title}" {\n  buys-as ${3|champion,economic-buyer,technical-buyer,user,legal,procurement,influencer|}\n  wants "${4}"\n}',
  journey:
    'journey ${1:Name} "${2:Title}" for ${3:Persona} {\n  stage ${4:Aware} "${5:What the buyer does here}" {\n    stuck ${6:Name} "${7:Cannot go on without …}"\n  }\n}',
  stage: 'stage ${1:Name} "${2:What the buyer does here}" {\n  stuck ${3:Name} "${4:Cannot go on without …}"\n}',
  stuck: 'stuck ${1:Name} "${2:Cannot go on without …}"',
  object:
    'object ${1:deal} {\n  field ${2:name} "${3:Label}" : ${4|text,longtext,number,currency,percent,date,datetime,yesno,choice,multichoice,user,url,email,phone|}\n}',
  field:
    'field ${1:name} "${2:Label}" : ${3|text,longtext,number,currency,percent,date,datetime,yesno,choice,multichoice,user,url,email,phone|}',
  document: 'document ${1:Name} "${2:Title}"',
  approval: 'approval ${1:Name} "${2:Title}" by ${3:Role}',
  process:
    'process ${1:Name} "${2:Title}" for ${3:Journey} {\n  owner ${4:Role}\n\n  step ${5:First} "${6:What the rep does to help}" {\n    $0\n  }\n\n  won Won "Won"\n  lost Lost "Lost" {\n    reason NoDecision "No decision"\n  }\n}',
  variant: 'variant ${1:Name} "${2:Title}" of ${3:Process} when ${4:deal.segment} is ${5:value} {\n  $0\n}',
  step: 'step ${1:Name} "${2:What the rep does to help}" {\n  helps ${3:StuckPoint}\n  do "${4}"\n  exit {\n    done "${5}" proof ${6:meeting "…" held}\n    commit "${7}" proof ${8:meeting "…" scheduled}\n  }\n  otherwise {\n    after ${9:5} days follow-up "${10}"\n  }\n}',
  exit: 'exit {\n  done "${1}" proof ${2:meeting "…" held}\n  collect ${3:deal.field}\n  commit "${4}" proof ${5:meeting "…" scheduled}\n}',
  enter: 'enter {\n  done "${1}" proof ${2:meeting "…" held}\n}',
  otherwise: 'otherwise {\n  after ${1:5} days follow-up "${2}"\n  after ${3:30} days lose as ${4:NoDecision}\n}',
  done: 'done "${1}" proof ${2:meeting "…" held}',
  commit: 'commit "${1}" proof ${2:meeting "…" scheduled}',
  do: 'do "${1}"',
  play: 'play "${1}" {\n  uses "${2}" at "${3:https://}"\n}',
  after: 'after ${1:5} days follow-up "${2}"',
  'follow-up': 'follow-up "${1}"',
  crm: 'crm stage "${1}" probability ${2:20}% forecast ${3|pipeline,best-case,commit,closed,omitted|}',
  within: 'within ${1:14} days',
  won: 'won ${1:Won} "${2:Won}"',
  lost: 'lost ${1:Lost} "${2:Lost}" {\n  reason ${3:NoDecision} "${4:No decision}"\n}',
  disqualified: 'disqualified ${1:NotAFit} "${2:Not a fit}" {\n  reason ${3:TooSmall} "${4:Too small}"\n}',
  reason: 'reason ${1:Name} "${2:Label}"',
  wants: 'wants "${1}"',
  fears: 'fears "${1}"',
  does: 'does "${1}"',
  asks: 'asks "${1}"',
  uses: 'uses "${1}" at "${2:https://}"',
  manual: 'manual "${1}"',
};

/** The snippet as plain text, for editors that know no snippets. */
export function plain(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '');
}
