import { describe, expect, it } from 'vitest';
import { RecentAnswers } from './recent-answers.ts';

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
