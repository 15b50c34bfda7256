import { seededRandom } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { spreadTopics } from './spread-topics.ts';
import { findTopics, learnTextTopics, type TopicText } from './text-topics.ts';
import { thresholdForPrecision } from './threshold-for-precision.ts';
import { wordsOf } from './words-of.ts';

const topics = ['cooking', 'jazz', 'chess', 'running', 'optics'];

/** Texts of forty words, one in five of them a word of their topic; a tenth carries a topic of chance. */
function texts(count: number, seed: string, noise = 0.1): TopicText[] {
  const random = seededRandom(seed);
  const pick = (most: number): number => Math.floor(random.next() * most);
  return Array.from({ length: count }, () => {
    const about = topics[pick(topics.length)] ?? '';
    const words = Array.from({ length: 40 }, () => (random.next() < 0.2 ? `${about}-${pick(30)}` : `common-${pick(400)}`));
    return { words, topics: [random.next() < noise ? (topics[pick(topics.length)] ?? '') : about] };
  });
}

describe('topics of texts', () => {
  it('are right on unseen texts as often as promised, over twelve collections', () => {
    const outcomes = Array.from({ length: 12 }, (_, n) => {
      const model = learnTextTopics(texts(400, `learn/${n}`, 0.25));
      const said = texts(300, `judge/${n}`, 0.25).flatMap((text) =>
        findTopics(model, text.words).map(({ topic, precision }) => ({ precision, right: text.topics.includes(topic) })),
      );
      return { said: said.length, right: said.filter(({ right }) => right).length };
    });
    const sum = (key: 'said' | 'right'): number => outcomes.reduce((total, each) => total + each[key], 0);
    expect(sum('said')).toBeGreaterThan(1000);
    expect(sum('right') / sum('said')).toBeGreaterThanOrEqual(0.7);
  });

  it('are not said where words tell nothing of them', () => {
    const random = seededRandom('shuffled');
    const shuffled = texts(500, 'shuffled').map(({ words }) => ({ words, topics: [topics[Math.floor(random.next() * 5)] ?? ''] }));
    expect(learnTextTopics(shuffled).heads.size).toBe(0);
  });

  it('are learnt to the same weights from the same texts', () => {
    expect(learnTextTopics(texts(120, 'same'))).toEqual(learnTextTopics(texts(120, 'same')));
  });

  it('are none of a text without a known word, and rare ones are not learnt', () => {
    const model = learnTextTopics([...texts(300, 'rare'), { words: ['common-1', 'common-2'], topics: ['sailing'] }]);
    expect(findTopics(model, ['never-seen'])).toEqual([]);
    expect(model.qualities.map(({ topic }) => topic)).not.toContain('sailing');
  });
});

describe('words', () => {
  it('leave markup, addresses and numbers out and fold what looks the same', () => {
    expect(wordsOf('<p>Ｃafé &amp; C++ in 2018: https://example.org/Jazz it’s JAZZ</p>')).toEqual(['café', 'c++', 'in', 'it', 'jazz']);
  });

  it('are at most 400 of any text', () => {
    expect(wordsOf('word '.repeat(5000))).toHaveLength(400);
    expect(wordsOf('<'.repeat(20_000))).toEqual([]);
  });
});

describe('topics that spread by co-engagement', () => {
  /** 200 items of five topics, 300 people who mostly turn to one topic; every third item is unnamed. */
  function club(seed: string, loyal: number): { itemsOf: number[][]; truth: string[]; known: string[][] } {
    const random = seededRandom(seed);
    const pick = (most: number): number => Math.floor(random.next() * most);
    const truth = Array.from({ length: 200 }, (_, item) => topics[item % 5] ?? '');
    const itemsOf = Array.from({ length: 300 }, (_, person) =>
      [...new Set(Array.from({ length: 25 }, () => (random.next() < loyal ? pick(40) * 5 + (person % 5) : pick(200))))].sort(
        (a, b) => a - b,
      ),
    );
    return { itemsOf, truth, known: truth.map((topic, item) => (item % 3 === 0 ? [] : [topic])) };
  }

  it('are found for items that no tag names, and right as often as promised', () => {
    const { itemsOf, truth, known } = club('loyal', 0.6);
    const { found } = spreadTopics({ items: 200, itemsOf }, known);
    const said = [...found].flatMap(([item, own]) => own.map(({ topic }) => topic === truth[item]));
    expect(found.size).toBeGreaterThan(50);
    expect(said.filter(Boolean).length / said.length).toBeGreaterThanOrEqual(0.7);
    expect([...found.keys()].every((item) => known[item]?.length === 0)).toBe(true);
  });

  it('do not spread where people have no taste', () => {
    const { itemsOf, known } = club('aimless', 0);
    expect(spreadTopics({ items: 200, itemsOf }, known).found.size).toBe(0);
  });
});

describe('a threshold for precision', () => {
  it('is no lower than where it is right often enough, by the lower end of its interval', () => {
    const judged = Array.from({ length: 100 }, (_, n) => ({ score: 100 - n, right: n < 40 }));
    const found = thresholdForPrecision(judged, 0.8);
    expect(found?.precision).toBeGreaterThan(0.8);
    expect(found?.recall).toBe(1);
    expect(thresholdForPrecision(judged.slice(0, 5), 0.8)).toBeUndefined();
    expect(thresholdForPrecision([], 0.5)).toBeUndefined();
  });

  it('does not cut between equal scores', () => {
    const judged = Array.from({ length: 60 }, (_, n) => ({ score: 1, right: n < 30 }));
    expect(thresholdForPrecision(judged, 0.7)).toBeUndefined();
  });
});
