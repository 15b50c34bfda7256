import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CapCounters } from './cap-counters.ts';
import { LeaseBook } from './lease-book.ts';
import { RecentAnswers } from './recent-answers.ts';

const random = seededRandom('cache');
const campaign = newId('cmp', 0, random);
const lease = newId('lse', 0, random);
const imp = (): Id<'imp'> => newId('imp', 0, random);

describe('the lease book', () => {
  const book = (granted: number): LeaseBook => {
    const fresh = new LeaseBook();
    fresh.add({ lease, campaign, grantedMicros: micros(granted), usableUntil: 1000 });
    return fresh;
  };

  it('covers a price only while the lease is usable and has room', () => {
    const leases = book(10);
    expect(leases.covering(campaign, micros(10), 999)).toBe(lease);
    expect(leases.covering(campaign, micros(11), 999)).toBeUndefined();
    expect(leases.covering(campaign, micros(1), 1000)).toBeUndefined();
  });

  it('frees what expires and keeps what was charged', () => {
    const leases = book(10);
    const [seen, unseen] = [imp(), imp()];
    for (const each of [seen, unseen]) leases.reserve({ imp: each, campaign, lease, micros: micros(4), expiresAt: 500 });
    leases.charged(seen, micros(3));
    expect(leases.freeMicros(campaign, 0)).toBe(3n);
    expect(leases.expire(499)).toBe(0);
    expect(leases.expire(500)).toBe(1);
    expect(leases.freeMicros(campaign, 0)).toBe(7n);
    leases.charged(unseen, micros(9));
    expect(leases.freeMicros(campaign, 0)).toBe(7n);
  });

  it('gives a lease back only when nothing waits on it', () => {
    const leases = book(10);
    const win = imp();
    leases.reserve({ imp: win, campaign, lease, micros: micros(8), expiresAt: 500 });
    const idle = { all: false, idleUnderMicros: () => micros(5) };
    expect(leases.takeFinished(0, idle)).toEqual([]);
    leases.charged(win, micros(8));
    expect(leases.takeFinished(0, idle)).toEqual([lease]);
    expect(leases.freeMicros(campaign, 0)).toBe(0n);
  });

  it('never has more free than granted minus charged, whatever happens in whatever order', () => {
    const step = fc.record({ at: fc.nat(5), kind: fc.constantFrom('reserve', 'charge', 'expire'), amount: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const leases = book(50);
        const imps = Array.from({ length: 6 }, imp);
        const open = new Map<string, number>();
        let charged = 0;
        for (const { at, kind, amount } of steps) {
          const id = imps[at] ?? expect.fail('no imp');
          if (kind === 'reserve' && !open.has(id) && leases.covering(campaign, micros(amount), 0)) {
            leases.reserve({ imp: id, campaign, lease, micros: micros(amount), expiresAt: 10 });
            open.set(id, amount);
          } else if (kind === 'charge' && open.has(id)) {
            leases.charged(id, micros(open.get(id) ?? 0));
            charged += open.get(id) ?? 0;
            open.delete(id);
          } else if (kind === 'expire') {
            leases.expire(10);
            open.clear();
          }
          const reserved = [...open.values()].reduce((sum, each) => sum + each, 0);
          expect(Number(leases.freeMicros(campaign, 0))).toBe(50 - charged - reserved);
        }
      }),
    );
  });
});

describe('cap counters', () => {
  it('count a win at once, keep it when seen, and take it back when not', () => {
    const caps = new CapCounters();
    const [seen, unseen] = [imp(), imp()];
    caps.reserve({ imp: seen, campaign, viewer: 'v', subjects: ['ad', 'campaign'], at: 1, expiresAt: 10 });
    caps.reserve({ imp: unseen, campaign, viewer: 'v', subjects: ['ad'], at: 2, expiresAt: 10 });
    expect(caps.instantsOf('v', 'ad')).toEqual([1, 2]);
    caps.confirm(seen);
    caps.expire(10);
    expect(caps.instantsOf('v', 'ad')).toEqual([1]);
    expect(caps.instantsOf('v', 'campaign')).toEqual([1]);
    expect(caps.instantsOf('w', 'ad')).toEqual([]);
  });

  it('forget what is older than the longest window', () => {
    const caps = new CapCounters();
    caps.record('v', ['ad'], 0);
    caps.record('v', ['ad'], 30 * 86_400_000);
    expect(caps.instantsOf('v', 'ad')).toEqual([30 * 86_400_000]);
  });
});

describe('recent answers', () => {
  it('are given again within their time and are bounded', () => {
    const answers = new RecentAnswers<number>({ keepMs: 10, most: 2 });
    answers.put('a', 1, 0);
    expect([answers.get('a', 9), answers.get('a', 10)]).toEqual([1, undefined]);
    answers.put('b', 2, 1);
    answers.put('c', 3, 2);
    expect([answers.get('a', 3), answers.get('b', 3), answers.get('c', 3)]).toEqual([undefined, 2, 3]);
  });
});
