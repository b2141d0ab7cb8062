/** The seller's own housekeeping: forecast, CRM hygiene, deal review, internal approval, research, rehearsal. */
import { cueAt, type Fragment, type Pattern } from '../fragment.ts';
import { type Match, phrases } from '../phrases.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Things that only the seller has: whatever is done to them is housekeeping. */
const OWN_THINGS = phrases(
  'forecast|quota|commission|pipeline/N',
  'crm|salesforce|hubspot|pipedrive|dynamics',
  'capture =plan|=manager|=team',
  '=pursuit|=gate|=bid =review|=decision|=scorecard|=committee|=plan|=team|=number',
  '=gate @number',
  '=pink|=red|=gold|=blue|=green =team',
  '=deal =review|=desk|=sheet|=board|=approval|=committee|=strategy|=team|=owner|=record|=stage|=size|=value|=amount|=score|=room',
  '=win =themes|=theme|=strategy|=probability|=loss|=rate|=plan',
  '=price =to =win',
  '=lead =status|=score|=scoring|=source|=owner|=routing|=assignment|=record',
  '=close =date|=plan? =move|=moved|=field',
  '=loss|=lost =reason',
  '=bid|=go /? =no|=or|=decision ~2',
  '=no =bid|=go',
  'staffing|teammate|teammates|teaming',
  'battlecard|playbook',
  'dry =run',
  '=crew|=resource|=capacity|=production|=workshop =capacity|=availability|=planning|=slot|=calendar|=schedule',
  'profitability|takeoff|costing',
  'margin|mark =up',
  'call script|scripts',
  'icp',
  'mql|sql|sal =status|=date|=owner|=criteria',
  'territory|commission',
  '=deal =registration',
  '=team =feed|=channel|=chat',
  '=loss|=lessons =review|=learned',
  'opportunity|opp|deal =owner|=stage|=record|=name|=amount|=type|=page',
  '=mandatory|=required =field|=fields',
  '=field|=fields ~6 =mandatory|=required|=completed|=filled|=populated|=updated',
  'these be|are =mandatory|=required',
  '=credit =check|=limit|=approval',
  '=closed =lost|=won',
  'hand =over|=off ~2 notes|meeting|document|to|call|form|@seller|=csm|=delivery|=onboarding|=implementation|=operations|=production',
  'handover|handoff ~2 notes|meeting|document|to|call|form|@seller|=csm|=delivery|=onboarding|=implementation|=operations|=production',
);

/** Records of a sale; housekeeping when one of the verbs below is done to them. */
const KEEPING = phrases(
  'create|open|set|update|move|close|convert|assign|reassign|return|advance|archive|merge|clone|tag|flag|reopen|mark|change|register|promote|add|enter|complete|fill|put|link|push|delete|raise|keep|maintain ~4 opportunity|deal|opp|record|stage|=account|field|=task|=tasks|amount|probability|database|=activity|=activities|=close|=status|=dashboard|=spreadsheet|=tracker|=folder|=board|=lead|=profile',
  '@start =the? opportunity|opp|deal|record|stage|status|lead|field|=task|note|activity|account ~2 create|created|opened|updated|assigned|closed|logged|converted|reassigned|entered|registered|set|moved|cleared',
  '=task|=tasks ~3 =created|=create|=goes|=set|=logged|=assigned|=due|=scheduled',
  'create|set|add|make|schedule|put|file ~3 =task|=tasks|=reminder|=activity',
  'record|enter|log|put|input|capture|note|document|file|store|save|upload|keep|track ~7 crm|database|=system|record|=sheet|tracker|spreadsheet|=folder|=drive',
  'log|record|enter|track/V ~3 call|note|notes|message|activity|attempt|outcome|meeting|email|visit|case|hour|time',
  '=see|=check|=verify =whether|=that|=if =the? =system|=record|=crm',
  'learn|track|start ~2 new? opportunity',
  'grounds to think|believe',
  'technically',
  '=to =closed =lost|=won',
);

/** Approvals, reviews and preparations inside the seller's house. */
const IN_HOUSE = phrases(
  '=internal|=internally =approval|=kickoff|=review|=meeting|=handoff|=handover|=hand|=debrief|=alignment|=sign|=pricing|=resources|=resource|=team|=kick|=budget|=signoff|=costing|=approvals|=deadline|=notes|=stakeholders|=planning|=discussion',
  '=agreed|=approved|=reviewed|=checked|=cleared|=signed ~1 =internally|=in =house',
  '=have =it =agreed|=approved|=checked|=reviewed',
  '=approval|=approved|=reviewed|=signed|=sign|=agree|=checked|=check|=okay|=ok ~2 =from|=by|=with =our|=your|=the|=a ~1 manager|management|=sales|=finance|=vp|director|=leadership|=estimator|=engineering|=pricing|=legal|=operations',
  '=with =your|=our ~1 manager|boss|team|lead|colleagues|director|=engineering|=legal|=finance',
  '=sales =manager|=director|=leadership|=ops|=operations ~2 =approve|=approves|=approved|=sign|=signs|=review|=reviews|=sets|=assigns|=checks|=decides|=agrees|=must',
  '=manager =approve|=approves|=approved|=sets|=assigns|=signs|=decides|=reviews|=reviewed',
  'discount|price|pricing|margin|non =standard? =approval|=approved|=exception|=sign',
  'research/V',
  '@start research|rehearse|practise|practice|brainstorm|strategise|strategize|prioritise|prioritize|study',
  'read ~2 =up =on',
  'look/V =up',
  'prepare|prep|preparing/V =for|=your|=the|=a|=yourself|=questions|=agenda|=presentation|=deck|=demo|=slides|=talking',
  '@start draft|write|build|make|assemble|compile|create|develop|update|put ~3 =presentation|=deck|=slides|=demo|=script|=strategy|=list|=lists|=team|=costing|=ready|=outline|=profile|=hypothesis|=proposal|=quote|=estimate|=bid|=plan',
  'look|search/V =for =one|=partner|=a =partner|=teammate|=teaming',
  'assemble|form|build|put|line|pick ~3 =team|=together|=crew|=teammates|=partners',
  'draw|make|build|compile|pull ~2 =list|=lists =of',
  'target =list|=account|=accounts',
  "we|us|you be|are|is|'d ~1 proud|confident|convinced|capable",
  'could|can|do =we deliver|win|do|perform|have|compete|want|meet',
  'work|figure|estimate|calculate|judge ~1 =out? how ~4 likely|cost|price|margin|lead|we',
  'how =likely',
  'rate|score|rank|grade|prioritise|prioritize|tier/V ~1 lead|opportunity|account|prospect|deal',
  'notify|inform|tell|alert|brief/V ~2 manager|=sales|=team|=finance|=operations|=production|=warehouse|=management|=colleagues|=accounting|=billing|=legal|=engineering|=csm|=support',
  'post/V ~3 =team|=channel|=slack|=feed|=teams',
  'train|training|coach|coaching ~1 =rep|=reps|=session|=sales|=team|=new',
  'which merit|deserve|deserves',
  'think through how',
  'sanity =check',
  'assign|allocate|book|reserve ~3 =engineer|=crew|=estimator|=resource|=resources|=team|=rep|=ae|=owner|=manager|=technician',
  'gap|gaps =in =our',
  'debrief|retrospective|post =mortem',
  'gross|profit|sales =margin|=margins',
  'job =bag|=sheet|=card',
  'check ~2 =stock|=capacity',
  'credit =insurance|=limit',
  'gut =check',
  'bet =your|=our|=the',
  '=vp|=md|=cfo|=ceo|=director|=manager =approval|=ok|=okay|=signoff ~3 =before|=first|=above|=for',
  '=ops|=operations|=lab|=bid|=pricing|=risk|=estimating|=provisioning|=billing|=underwriting|=design|=dispatch =manager|=team|=desk|=supervisor|=department',
  '=kyc|=aml',
  '=link|=attach ~6 =opportunity|=deal|=opp',
  '=kyc|=aml|=conflict|=conflicts|=credit|=compliance =check|=checks|=search',
  '=clear|=run|=check ~1 =conflict|=conflicts',
  '=credit|=investment|=pricing|=risk|=innovation|=tender|=deal =committee|=board|=paper',
  'assign|reassign|route|distribute|allocate/V ~3 lead|leads|recruiter|engineer|rep|account|territory|case|enquiry|vacancy',
  'rank|score|grade|tier|prioritise|prioritize/V ~5 =by',
  'rehearse|rehearsal',
  'open|create|register|add|enter|log ~7 =number|=code|=list|=project|=tool|=ticket|=matter|=job',
  'from|to|with =the|=our =warehouse|=factory|=plant|=depot|=back',
  'probability of win',
  'winnable',
  'shot|chance =at|=of =winning',
  'manager|leader|director inspect|inspects|coach|coaches ~2 deal|pipeline|rep',
  'hot list',
  'chance of winning',
  '=uploaded|=filed|=saved|=entered by =sales|=rep|=ops',
  'checked|matched|reconciled against =the =bank|=system|=ledger',
  'created|generated|raised =automatically',
  'press|click ~4 =button',
  '=opp|=opportunity|=deal ~7 =filled|=completed|=populated',
  'on =our =side|=end',
);

/** The buyer takes part: not housekeeping. */
const WITH_BUYER = phrases(
  'send|present|deliver|email|show|give|demonstrate|hand|share|introduce|submit|call|meet|visit|invite|ask|offer|explain|walk ~4 @buyer',
  'with|to|for =the|=all|=a|=their? ~1 @buyer',
  'by|from =the|=all|=a|=their? @buyer',
  "@buyer 's? ~2 sign|signs|signed|accept|accepted|accepts|confirm|confirmed|confirms|approve|approved|approves|agree|agreed|agrees|send|sent|sends|receive|received|attend|attended|tell|told|return|returned|provide|provided",
  'awaiting|stay|wait|waiting',
);

/** Records about the buyer are not the buyer. */
const RECORDS = list('lead contact account company person prospect customer member individual vendor');

/** Reviews of the seller's own work, and people who in one are the seller's. */
const OWN_REVIEWS = phrases(
  'pipeline|forecast|deal|opportunity|win|bid =review|=reviews|=call|=meeting|=update|=inspection',
);
const EITHER_SIDE = list('leadership board director executive exec management vp cfo ceo coo cro finance legal');

function withBuyer(fragment: Fragment): boolean {
  const reviewed = OWN_REVIEWS.find(fragment.words).length > 0;
  return WITH_BUYER.find(fragment.words).some(({ from, to }) => {
    const last = fragment.words[to - 1];
    const first = fragment.words[from];
    if (reviewed && last !== undefined && EITHER_SIDE.has(last.lemma)) return false;
    return !(last?.side === 'buyer' && RECORDS.has(last.lemma) && (first?.word === 'for' || first?.word === 'to'));
  });
}

export const sellerInternal: Pattern = (fragment) => {
  const { words } = fragment;
  const found: Match[] = [...OWN_THINGS.find(words), ...KEEPING.find(words), ...IN_HOUSE.find(words)];
  if (found.length === 0 || withBuyer(fragment)) return [];
  return (
    found
      .filter(({ from }) => words[from]?.quoted !== true)
      // "Not a closed deal": says what something is not.
      .filter(({ from }) => !words.slice(Math.max(0, from - 3), from).some((w) => w.word === 'not' || w.word === "n't"))
      .map((match) => cueAt(fragment, 'seller-internal', match))
  );
};
