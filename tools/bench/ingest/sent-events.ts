import { seededRandom } from '@flywheel/primitives';

/** How many people and posts the events name. */
export const people = 2000;
export const contents = 2000;
export const eventsABody = 100;

/** What a run of events is made of; shares of all of them. */
export type SentShape = {
  readonly run: string;
  readonly events: number;
  readonly copies: number;
  readonly invalid: number;
  readonly now: number;
};

/** Bodies to be posted, and what must become of their events, each counted once. */
export type SentRun = { readonly bodies: Buffer[]; readonly stored: number; readonly duplicate: number; readonly quarantined: number };

const spanMs = 3_600_000;
/** A copy is of one of the last so many events: other batches, other senders, some still on their way. */
const copiedWithin = 20_000;

/** Makes a run of events of about 200 bytes. Ids are new for every `run`; the same shape gives the same bytes. */
export function makeRun({ run, events, copies, invalid, now }: SentShape): SentRun {
  const random = seededRandom(`ingest ${run}`);
  const whole = (below: number): number => Math.floor(random.next() * below);
  const sent: string[] = [];
  const bodies: Buffer[] = [];
  const sums = { stored: 0, duplicate: 0, quarantined: 0 };
  let body: string[] = [];
  for (let n = 0; n < events; n += 1) {
    const draw = random.next();
    const copy = draw < copies ? sent[sent.length - 1 - whole(Math.min(sent.length, copiedWithin))] : undefined;
    const refused = !copy && draw > 1 - invalid;
    const at = new Date(now - whole(spanMs)).toISOString();
    const kind = refused ? 'stare' : random.next() < 0.8 ? 'view' : 'like';
    const event =
      copy ??
      `{"v":1,"id":"${run}-${n}","kind":"${kind}","at":"${at}","viewer":"viewer-${whole(people)}","content":"content-${whole(contents)}",` +
        `"dwellMs":${whole(30_000)},"context":{"device":"phone","country":"NL"}}`;
    if (copy) sums.duplicate += 1;
    else if (refused) sums.quarantined += 1;
    else {
      sums.stored += 1;
      sent.push(event);
    }
    body.push(event);
    if (body.length < eventsABody && n < events - 1) continue;
    bodies.push(Buffer.from(`{"events":[${body.join(',')}]}`));
    body = [];
  }
  return { bodies, ...sums };
}
