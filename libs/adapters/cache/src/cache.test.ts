import { newId, seededRandom, type Id } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { CapCounters } from './cap-counters.ts';
import { RecentAnswers } from './recent-answers.ts';

const random = seededRandom('cache');
const campaign = newId('cmp', 0, random);
const imp = (): Id<'imp'> => newId('imp', 0, random);

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
