import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountSafety, type AccountSafety } from '@flywheel/http/accounts';
import { draftSafety, fieldsOfSafety, readSafetyFields } from './safety-fields.ts';

const offered = ['tag:politics', 'iab:42'];
const creator = `crt_${'0192f0c1a2b34c5d8e9fa0b1c2d3e4f5'}`;
const none = accountSafety.parse({});

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });
const word = fc.string({ unit: fc.constantFrom(...'abcdefgh-'), minLength: 1, maxLength: 20 });
const lists: fc.Arbitrary<AccountSafety> = fc.record({
  caps: fc.array(fc.record({ limit: fc.integer({ min: 0, max: 1000 }), windowSeconds: fc.integer({ min: 1, max: 2_592_000 }) }), {
    maxLength: 4,
  }),
  minGapSeconds: fc.integer({ min: 0, max: 2_592_000 }),
  blockedNodes: fc.uniqueArray(
    fc.oneof(
      fc.constantFrom(...offered),
      word.map((each) => `tag:${each}`),
    ),
    { maxLength: 10 },
  ),
  blockedCreators: fc.uniqueArray(
    hex.map((each) => `crt_${each}`),
    { maxLength: 5 },
  ),
  competitors: fc.uniqueArray(fc.constantFrom('rival.example', 'other.example', 'a.b.example')),
});

describe('the form of an account’s safety lists', () => {
  it('brings any saved lists back as they were', () => {
    fc.assert(
      fc.property(lists, (saved) => {
        const draft = draftSafety(fieldsOfSafety(saved, offered), saved);
        const sorted = (each: AccountSafety) => ({ ...each, blockedNodes: [...each.blockedNodes].sort() });
        expect(draft.ok && sorted(draft.safety)).toEqual(sorted(saved));
      }),
    );
  });

  it('takes words and subjects, each once, as typed by a person', () => {
    const form = new FormData();
    form.append('nodes', 'tag:politics');
    form.append('words', '#Gambling\nbetting, tag:politics\niab:50');
    form.append('competitors', 'Rival.example');
    form.append('creators', creator);
    form.append('limit0', '3');
    form.append('seconds0', '604800');
    form.append('gapMinutes', '10');
    expect(draftSafety(readSafetyFields(form))).toEqual({
      ok: true,
      safety: {
        caps: [{ limit: 3, windowSeconds: 604_800 }],
        minGapSeconds: 600,
        blockedNodes: ['tag:politics', 'tag:gambling', 'tag:betting', 'iab:50'],
        blockedCreators: [creator],
        competitors: ['rival.example'],
      },
    });
  });

  it('names what is wrong at its field', () => {
    const fields = fieldsOfSafety(none, offered);
    const wrong = draftSafety({
      ...fields,
      creators: 'Anna',
      competitors: 'rival.example\nnot a domain',
      gapMinutes: 'some',
      caps: [{ limit: 'many', seconds: '60' }],
    });
    expect(wrong).toEqual({
      ok: false,
      problems: {
        creators: expect.stringMatching(/^Anna is no creator/),
        competitors: 'not a domain is not a domain, such as rival.example',
        gapMinutes: expect.any(String),
        limit0: expect.any(String),
      },
    });
  });
});
