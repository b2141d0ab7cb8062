/** Nouns for events at which seller and buyer meet, the particular ones before "call" and "meeting". */
export const gatherings: ReadonlySet<string> = new Set([
  'demo',
  'demonstration',
  'workshop',
  'webinar',
  'visit',
  'presentation',
  'walkthrough',
  'tasting',
  'kickoff',
  'kick-off',
  'appointment',
  'session',
  'call',
  'meeting',
]);
