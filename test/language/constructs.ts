/**
 * Every construct of the language, each in a file that parses and links by itself. `§` marks where in the surrounding
 * project the construct stands.
 */
const PEOPLE = `
role AE "Account executive"
role SE "Solutions engineer"
role SDR "Sales development"
persona Lead "Operations lead" { buys-as champion }
persona Cfo "Finance" { buys-as economic-buyer }
journey J "Journey" for Lead, Cfo {
  stage Aware "Aware" { stuck Sizing "Cannot size it" }
  stage Decide "Decide" { stuck Terms "Cannot settle terms" }
}
object deal {
  field segment "Segment" : choice { smb "SMB"  ent "Enterprise" }
  field tags "Tags" : multichoice { hot "Hot"  cold "Cold" }
  field decided_on "Decided" : date
  field signed_on "Signed" : date
  field urgent "Urgent" : yesno
  field cost "Cost" : currency
}
document Plan "Plan"
approval Desk "Deal desk" by AE
framework Bant "BANT" { deal.cost, deal.amount }
`;

const PROCESS_TAIL = `
  won Won "Won"
  lost Lost "Lost" { reason NoDecision "No decision" }
  disqualified Unfit "Unfit" { reason TooSmall "Too small" }
  hold Parked "Parked"
}
process Renewal "Renewal" for J { step Renew "Renew" }
`;

const inProcess = (item: string) =>
  `${PEOPLE}process P "P" for J {\n${item}\n  step First "First"\n  step Second "Second"${PROCESS_TAIL}`;
const inStep = (item: string) => inProcess(`  step Here "Here" {\n${item}\n  }`);
const asProof = (evidence: string) => inStep(`exit { done "It happened" proof ${evidence} }`);
const inVariant = (item: string) => `${inProcess('')}variant V "V" of P when deal.segment is ent {\n${item}\n}`;

export const CONSTRUCTS: Readonly<Record<string, string>> = {
  role: 'role A "A"\nrole B',
  'external role': 'role Dealer "Local dealer" external',
  'persona with all its items': 'persona X "X" { buys-as legal  wants "A"  wants "B"  fears "C"  segment "D" }',
  'persona with a buying role of its own': 'persona X { buys-as head-chef }',
  'journey stages': `${PEOPLE}journey K for Lead { stage A "A" { does "d"  asks "a?"  stuck S "s" }  stage B }`,
  'journey notes for some personas': `${PEOPLE}journey K for Lead, Cfo { stage A { does "d" for Cfo  asks "a" for Lead, Cfo  stuck S "s" for Lead } }`,
  'fields of every type': `object deal {\n${[
    'text',
    'longtext',
    'number',
    'currency',
    'percent',
    'date',
    'datetime',
    'yesno',
    'user',
    'url',
    'email',
    'phone',
  ]
    .map((type) => `  field f_${type} "${type}" : ${type}`)
    .join('\n')}\n}`,
  choices: 'object deal { field a : choice { x "X"  y "Y" }  field b : multichoice { z } }',
  'names in a CRM':
    'object deal { field d "D" : date { salesforce "D__c"  hubspot "d" }  field c : choice { x "X" } { pipedrive "abc" } }',
  "an object of one's own": 'object tender "Tender" { salesforce "Tender__c"  field agency "Agency" : text }',
  'document and approval': `${PEOPLE}document D "D"\napproval A "A" by AE, SE`,
  'framework with fields of its own':
    'framework Spiced "SPICED" on deal { field pain "Pain" : longtext  deal.amount, deal.close_on }',
  'process on another object': 'process Leads "Leads" on lead { step Call "Call" }',
  'process items': inProcess(
    'owner AE\n  throughout { done "x" proof deal.next_step is set }\n  starts at Second when deal.segment is smb\n  moves forward-only, no-skipping',
  ),
  'helps and during': inStep('helps Sizing, J.Decide.Terms\n during Aware, J.Decide'),
  'owner with others': inStep('owner AE, SDR with SE'),
  actions: inStep('do "a"\n do "b" by system\n do "c" by AE, SE when deal.urgent is yes'),
  'enter and exit': inStep('enter { done "a" }\n exit { done "b"  collect deal.cost  commit "c" }'),
  'criteria with conditions in either order': inStep(
    'exit { done "a" when deal.urgent is yes proof document Plan signed  done "b" proof document Plan signed when deal.urgent is no }',
  ),
  'criteria by somebody': inStep('exit { done "a" by AE, system  commit "b" by Lead, Cfo }'),
  alternatives: inStep('exit { any "either" { done "a"  commit "b"  collect deal.cost }  any { done "c" } }'),
  'collect of everything': inStep(
    'exit { collect deal.cost, deal.amount  collect Bant  collect document Plan, document "Other"  collect "Budget range" when deal.urgent is yes }',
  ),
  within: inStep('within 14 days'),
  'within of every unit':
    inStep('within 30 minutes\n') +
    ['1 hour', '2 weeks', '1 month'].map((d, i) => `\nprocess Q${i} { step S { within ${d} } }`).join(''),
  otherwise: inStep(
    'otherwise { after 5 days follow-up "x" by SDR  after 7 days idle follow-up "y"  every 2 weeks follow-up "z"  when deal.cost < 10 disqualify as TooSmall }',
  ),
  'otherwise moves': inStep(
    'otherwise { after 5 days return to First because "r"  after 6 days hold  after 7 days hold until deal.decided_on  after 8 days hold as Parked until deal.decided_on  after 9 days lose as NoDecision }',
  ),
  'otherwise with a condition': inStep('otherwise { after 5 days idle when deal.urgent is yes follow-up "x" }'),
  play: inStep('play "p"\n play "q" { for Lead, Cfo  uses "deck" at "https://example.com"  uses "script"  do "say" }'),
  branches: inStep(
    'then Second when deal.urgent is yes\n then Won when document Plan signed automatically\n then Parked\n then First automatically',
  ),
  'deadline after a branch': inStep('then Second when meeting held\n within 14 days'),
  'crm stage': inStep('crm stage "S" probability 20% forecast best-case'),
  'crm stage in parts':
    inStep('crm probability 5') +
    '\nprocess Q { step S { crm stage forecast commit } step T { crm forecast omitted } }',
  'hand-off': inStep(
    'handoff to SE with deal.cost, document Plan, document "Other" when deal.urgent is yes\n handoff to SDR',
  ),
  'opens another process': inStep('opens Renewal with deal.cost, document Plan when deal.urgent is no\n opens Renewal'),
  'irreversible and optional': inStep('irreversible\n optional'),
  parallel: inProcess('parallel "Tracks" { step A "A"  step B { within 1 day } }\n  parallel { step C }'),
  'after won': inProcess('after won { step Onboard "Onboard"  parallel { step A  step B } }'),
  outcomes: `${PEOPLE}process Q for J { step S  won W "W" { reason R "R" needs note  handoff to SE  enter { done "x" }  do "y"  crm stage "W" probability 100%  irreversible  opens Q }
    lost L "L" { reason A "A"  after 90 days return to S because "again"  every 3 months follow-up "z" }  disqualified D { reason B } }`,
  'hold with plans': `${PEOPLE}process Q for J { step S  hold H "H" {
    do "d"
    when deal.urgent is yes return to S
    every 3 months follow-up "x"
    then S when deal.urgent is no
    when deal.cost > 1 return to S
    crm stage "H"
  } }`,
  'variant adds': inVariant(
    'add step X "X" before First { helps Terms }\n  add step Y after P.Second\n  add step Z "Z"',
  ),
  'variant changes': inVariant(
    'change step First { owner AE with SE  within 30 days  drop exit  exit { done "x" } drop do drop helps helps Terms drop owner owner AE }\n  change step Second',
  ),
  'variant drops': inVariant('drop step First'),
  'variant settings': inVariant('owner SE\n  throughout { done "t" }\n  starts at Second\n  moves forward-only'),
  'field is set': asProof('deal.cost is set and deal.cost is not set'),
  'field is a choice': asProof(
    'deal.segment is ent or deal.segment is not smb or deal.segment = ent or deal.segment != "SMB"',
  ),
  'field is one of': asProof('deal.segment is one of (smb, ent) and deal.tags is not one of (hot)'),
  comparisons: asProof(
    'deal.cost < 1 and deal.cost <= 2 and deal.cost > 3 and deal.cost >= 4.5 and deal.cost != 1_000 and deal.cost = -1',
  ),
  percent: asProof('deal.discount > 15%'),
  'yes and no': asProof('deal.urgent is yes or deal.urgent is not no'),
  dates: asProof(
    'deal.decided_on is in the future or deal.decided_on is not in the past or deal.decided_on is within 30 days',
  ),
  'dates compared': asProof(
    'deal.decided_on is before 2027-01-01 and deal.decided_on is after deal.signed_on and deal.decided_on >= 2026-02-28',
  ),
  'text compared': asProof('deal.next_step is "Demo" and deal.next_step != "Call"'),
  logic: asProof('not (deal.cost is set or not deal.urgent is yes) and ((deal.cost is set))'),
  activities: asProof(
    'meeting held or call "Intro" completed by AE or email received from Lead, Cfo or task "T" completed by SE or meeting "M" scheduled with Lead',
  ),
  'activities counted and timed': asProof(
    'email replied from Lead within 30 days at least 2 times or call logged at least 1 time',
  ),
  documents: asProof(
    'document Plan signed by Cfo or document "Form" attached or document Plan viewed by Lead or document Plan sent to Cfo',
  ),
  'contacts and approvals': asProof('contact as champion linked and approval Desk granted'),
  manual: asProof('manual "We heard it on the phone"'),
  'multi-line text': 'persona X """\n  First line\n    second "quoted" line\n  """ { wants """one""" }',
  escapes: 'persona X "A \\"quoted\\" \\\\ name"',
  'doc comments': '/** About\n * X. */\npersona X "X"\n/** Not Y. */\n\npersona Y "Y"',
  'names in other scripts':
    'persona Käufer "Käufer"\npersona 購買者 "購買者"\npersona Покупатель_2 "П"\npersona 3PL "Logistics"',
};
