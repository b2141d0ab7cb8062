/** The seller's own housekeeping: forecast, CRM hygiene, deal review, internal approval, research, rehearsal. */
import { isPast } from '../deeds.ts';
import { cueAt, type Pattern } from '../fragment.ts';
import { phrases } from '../phrases.ts';

const HOUSEKEEPING = phrases(
  'forecast|forecasting|quota|commission',
  'pipeline review|hygiene|meeting|update|report',
  'crm|salesforce|hubspot|pipedrive|dynamics',
  'create|open|set|update|move|close|convert|assign|reassign|return|advance|qualify|archive|merge|log|enter|add|clone|link|tag|flag|reopen|mark|change|register|promote ~3 opportunity|deal|opp|record|stage|status|account|lead|field|task|amount|probability|owner|database|activity',
  '@start =the? opportunity|deal|opp|record|stage|status|lead|field|task|note|activity|account ~2 create|created|open|opened|update|updated|assign|assigned|closed|logged|converted|reassigned|entered|registered|set',
  '=task|=tasks ~3 =created|=create|=goes|=set|=logged|=assigned|=due|=scheduled',
  '=field|=fields ~6 =mandatory|=required|=completed|=filled|=populated|=updated|=set',
  '=mandatory|=required =field|=fields',
  'these be|are mandatory|required',
  'record|enter|log|put|input|capture|note|document|file|store|save|upload ~7 crm|database|system|record|opportunity|account|field|=sheet|tracker|spreadsheet',
  'log|record|file|enter ~2 call|note|message|activity|attempt|outcome|meeting',
  '=deal|=opportunity|=account|=bid|=win|=loss|=forecast|=capture|=gate|=pursuit|=color|=pink|=red =review|=desk|=sheet|=board|=approval|=committee|=plan|=strategy|=team|=registration',
  '=deal =sheet|=desk|=record|=owner',
  '=closed =lost|=won ~4 =without|=reason|=saved|=set|=marked',
  '=to =closed =lost|=won',
  'loss =reason',
  '=lead =status|=score|=scoring|=source|=owner|=routing|=assignment|=record',
  '=bid|=go =/? =no|=or|=decision ~2',
  '=no =bid|=go',
  'win =probability|=loss|=theme|=themes|=strategy|=rate',
  '=internal|=internally =approval|=kickoff|=review|=meeting|=handoff|=handover|=hand|=debrief|=alignment|=sign|=pricing|=resources|=team|=kick|=budget|=signoff|=costing',
  '=approval|=approved|=agreed|=reviewed|=signed|=sign =from|=by|=off =our? =the? manager|management|sales|finance|=internally|=in =house|=desk|=director|=vp',
  '=have =it =agreed|=approved|=checked|=reviewed',
  '=agreed|=approved|=reviewed|=checked|=cleared =in =house',
  '=manager|=management|=leadership|=finance|=director =approve|=approves|=approved|=approval|=sign|=signs|=review|=reviews|=sets|=assigns',
  '@seller =manager|=approval|=pricing =approval',
  'discount|price|pricing|margin|legal|credit|risk =approval|=exception',
  'margin|profitability|costing|cost|commission =check|=review|=calculation|=estimate|=calculated|=sheet',
  'credit =check',
  'research|read|study|prepare|practise|practice|rehearse|look/V ~1 =the? =person|=up|=account|=company|=prospect|=background|=on|=linkedin|=script|=scripts|=call|=yourself',
  '@start research|rehearse|practise|practice|brainstorm|strategise|strategize|prioritise|prioritize|prepare/V',
  '@start prepare|make|build|draft|get|write|develop|assemble|compile|create|produce|update ~3 =presentation|=deck|=slides|=demo|=script|=battlecard|=strategy|=plan|=list|=team|=pricing|=estimate|=costing|=budget|=ready',
  'put|assemble|form|build ~2 =team|=together',
  'look =for =one|=partner|=teammate|=teaming',
  'draw|make|build|compile|pull ~2 =list|=lists =of',
  'target =list|=account|=accounts',
  '=icp|=territory|=segment =criterion|=criteria|=match|=met|=assignment|=fit?',
  'grounds to think|believe',
  'technically',
  'we|us|you be|are|is proud|confident|convinced',
  'could|can =we deliver|win|do|perform',
  'how likely ~3 we|us|lead|deal|buy',
  '@seller ~3 learn|learned|track|tracking|start|research|find|identify ~5 opportunity|opp|deal',
  'rate|score|rank|grade|prioritise|prioritize|tier/V ~1 lead|opportunity|account|prospect|deal',
  'handoff|handover|hand =off|=over ~3 to|@seller|=csm|=delivery|=onboarding|=implementation',
  'team =feed|=channel|=meeting|=celebration',
  'slack|teams/N channel|message|post',
  'train|training|coaching|onboarding ~1 =rep|=reps|=session|=sales|=team|=new',
  'playbook|battlecard|debrief|retrospective|post =mortem',
  'inventory|capacity|resource|resources|stock =check|=checked|=allocated|=assigned|=planning|=availability',
  'notify|inform|tell|alert|brief/V ~2 @seller|manager|sales|team|finance|operations|production|warehouse|management|colleagues',
  '=see|=check|=verify =whether|=that|=if =the? =system|=record|=crm',
  'internal|internally/A ~1 =only',
  '=win =loss',
  'which merit|deserve|deserves',
  'think through how',
  'lesson|lessons learned',
  '=our =side|=end|=team|=management|=manager|=leadership|=legal|=finance|=board ~2 =approve|=approved|=approves|=review|=reviewed|=agree|=agreed|=signed',
);

/** The buyer takes part: not housekeeping. */
const WITH_BUYER = phrases(
  'send|present|deliver|email|show|give|demonstrate|hand|share|introduce|submit|call|meet|visit|invite|ask|offer|explain ~4 @buyer',
  'with =the|=all|=a|=their? ~2 @buyer',
  'to|by|from =the|=all|=a|=their? @buyer',
  '@buyer ~2 sign|signs|signed|accept|accepted|accepts|confirm|confirmed|confirms|approve|approved|approves|agree|agreed|agrees|send|sent|sends|receive|received|attend|attended',
);

export const sellerInternal: Pattern = (fragment) => {
  const { words } = fragment;
  const housekeeping = HOUSEKEEPING.find(words);
  if (housekeeping.length === 0 || WITH_BUYER.find(words).length > 0) return [];
  return housekeeping
    .filter(({ from }) => {
      const word = words[from];
      if (word === undefined || word.quoted) return false;
      // "Account opened with the bank" told of the buyer.
      return !(word.side === 'buyer' && word.lemma !== 'lead' && isPast(words[from + 1] ?? word));
    })
    .map((match) => cueAt(fragment, 'seller-internal', match));
};
