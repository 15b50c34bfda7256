import { seededRandom } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextClassifier, type LabelledText } from './text-classifier.ts';
import { TextSlots } from './text-slots.ts';
import { foldText, tokensOf } from './tokens.ts';

const slotsOf = (text: string): number[] => {
  const encoded = new TextSlots();
  encoded.encode(text);
  return [...encoded.slots.subarray(0, encoded.count)];
};

describe('what a text is made of', () => {
  it.each([
    { text: 'Visit HTTP://Win.example/now or www.win.example', tokens: ['visit', '§url', 'or', '§url'] },
    { text: 'Call 07123 456789 to claim £2,000 prize!!!!', tokens: ['call', '§long', 'to', 'claim', '§money', 'prize', '!!!'] },
    { text: 'mail me@home.example, 3 of us', tokens: ['mail', '§mail', '§number', 'of', 'us'] },
    { text: 'ＦＲＥＥ &amp; easy', tokens: ['free', 'easy'] },
  ])('$text', ({ text, tokens }) => {
    expect(tokensOf(foldText(text))).toEqual(tokens);
  });

  it('is the same for the same slots each once, never slot 0, at most 1,024', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        const slots = slotsOf(text);
        expect(slotsOf(text)).toEqual(slots);
        expect(new Set(slots).size).toBe(slots.length);
        expect(slots.length).toBeLessThanOrEqual(1024);
        expect(slots.every((slot) => slot > 0 && slot < 2 ** 18)).toBe(true);
      }),
    );
  });

  it('does not change with the compatibility form of its letters', () => {
    expect(slotsOf('ｗｉｎ ｎｏｗ').slice(0, 4)).toEqual(slotsOf('win now').slice(0, 4));
  });
});

describe('a classifier', () => {
  const random = seededRandom('texts');
  const word = (from: readonly string[]): string => from[Math.floor(random.next() * from.length)] ?? '';
  const [loud, calm, any] = [
    ['win', 'prize', 'free', 'claim', 'cash'],
    ['dinner', 'later', 'home', 'mum', 'tomorrow'],
    ['you', 'the', 'to', 'now', 'call', 'me'],
  ];
  const text = (positive: boolean): LabelledText => ({
    positive,
    text: Array.from({ length: 8 }, () => word(random.next() < 0.4 ? (positive ? loud : calm) : any)).join(' '),
  });
  const texts = Array.from({ length: 400 }, (_, n) => text(n % 3 === 0));

  it('tells apart what it learnt, the same each time, and scores any text', () => {
    const [one, two] = [new TextClassifier(), new TextClassifier()];
    one.learn(texts, seededRandom('order'));
    two.learn(texts, seededRandom('order'));
    const unseen = Array.from({ length: 300 }, (_, n) => text(n % 2 === 0));
    const right = unseen.filter((own) => one.score(own.text) >= 0.5 === own.positive).length;
    expect(right / unseen.length).toBeGreaterThan(0.9);
    for (const own of ['', '\ud800', 'x'.repeat(100_000), unseen[0]?.text ?? '']) {
      expect(one.score(own)).toBe(two.score(own));
      expect(one.score(own)).toBeGreaterThan(0);
      expect(one.score(own)).toBeLessThan(1);
    }
  });

  it('needs texts of both kinds', () => {
    expect(() => new TextClassifier().learn([{ text: 'a', positive: true }], random)).toThrow(/both kinds/);
  });
});
