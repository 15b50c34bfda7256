import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactPayload } from './redact-payload.ts';

describe('an event that an operator looks at', () => {
  it('keeps what names nobody, and says of the rest what it holds', () => {
    const event = {
      ...{ v: 1, id: 'e-17', kind: 'stare', at: 'noon', viewer: 'ann@example.org', content: 'post-1', dwellMs: -4 },
      ...{ query: 'my illness', context: { userAgent: 'Ann’s phone', country: 'NL', bot: true }, tags: ['a', 'b'], none: null },
    };
    expect(redactPayload(event)).toEqual({
      ...{ v: 1, id: '(text of 4, hidden)', kind: 'stare', at: 'noon', viewer: '(text of 15, hidden)', content: 'post-1', dwellMs: -4 },
      query: '(text of 10, hidden)',
      context: { userAgent: '(text of 11, hidden)', country: 'NL', bot: '(boolean, hidden)' },
      ...{ tags: '(list of 2, hidden)', none: null },
    });
  });

  it.each([['a person’s name'], [31_612_345_678], [['ann']]])('hides what is no event at all: %j', (raw) => {
    expect(redactPayload(raw)).toMatch(/hidden\)$/u);
  });

  it('never shows the value of a field that may name somebody, whatever it is and however deep', () => {
    const secret = fc.string({ minLength: 8 }).map((text) => `ann:${text}`);
    fc.assert(
      fc.property(secret, fc.integer({ min: 0, max: 8 }), (value, depth) => {
        let event: object = { viewer: value, email: value, list: [value] };
        for (let n = 0; n < depth; n += 1) event = { context: event };
        expect(JSON.stringify(redactPayload(event))).not.toContain('ann:');
      }),
    );
  });

  it('stays small', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`f${n}`, n]));
    expect(Object.keys(redactPayload(wide) as object)).toHaveLength(41);
    expect((redactPayload({ kind: 'x'.repeat(9000) }) as { kind: string }).kind).toHaveLength(65);
  });
});
