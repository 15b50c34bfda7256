import { micros, newId, seededRandom, type Micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionRecord, Finalist, RecordedPlacement, ViewerPart, VisitedAds } from './decision-record.ts';
import { packRecord, readKinds, ruleNumbers } from './pack-record.ts';
import { alteredInViewerPart, packViewerPart, unpackViewerPart } from './pack-viewer-part.ts';
import { packReason, reasonLists, unpackReason } from './reason.ts';
import { recordHash } from './record-hash.ts';
import { alteredInRecord, unpackRecord } from './unpack-record.ts';

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const small = fc.integer({ min: 0, max: 63 });
const anyMicros: fc.Arbitrary<Micros> = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 9n }).map(micros),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(micros),
);
const packedReason = fc
  .tuple(fc.constantFrom(...reasonLists), fc.integer({ min: 0, max: 1023 }))
  .map(([list, code]) => packReason(list, code));
const json = fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 300 }));
const ppb = fc.integer({ min: 0, max: 1_000_000_000 });

const visited: fc.Arbitrary<VisitedAds> = fc.array(fc.tuple(u32, packedReason, ppb), { maxLength: 12 }).map((rows) => ({
  count: rows.length,
  ad: Uint32Array.from(rows, (row) => row[0]),
  code: Uint16Array.from(rows, (row) => row[1]),
  ppb: Uint32Array.from(rows, (row) => row[2]),
}));
const finalist: fc.Arbitrary<Finalist> = fc.record({
  ad: u32,
  code: packedReason,
  slot: small,
  impression: small,
  perThousand: fc.boolean(),
  offeredMicros: anyMicros,
  bidMicros: anyMicros,
  sharePpm: u32,
  ppb,
  qualityMicros: anyMicros,
  priceMicros: anyMicros,
  minToWinMicros: fc.option(anyMicros, { nil: undefined }),
});
const few = { maxLength: 3 };
const placement: fc.Arbitrary<RecordedPlacement> = fc.record({
  placement: fc.string({ unit: 'grapheme' }),
  format: fc.string(),
  code: packedReason,
  rules: fc.record({
    rule: fc.constantFrom(...ruleNumbers),
    slots: small,
    positionPpm: fc.array(fc.integer({ min: 0, max: 1_000_000 }), few),
    floorMicros: anyMicros,
    incrementMicros: anyMicros,
    displacedMicros: anyMicros,
  }),
  facts: json,
  place: json,
  visited,
  finalists: fc.array(finalist, few),
  drops: fc.array(fc.record({ round: small, ad: u32, code: packedReason }), few),
  reads: fc.array(fc.record({ kind: fc.constantFrom(...readKinds), ad: u32, value: fc.double({ noNaN: true }) }), few),
  proof: fc.record({
    indexBuild: u32,
    block: fc.integer({ min: -1, max: 1000 }),
    bound: fc.double({ noNaN: true }),
    bar: anyMicros,
    exhausted: fc.boolean(),
  }),
});
const instant = fc.integer({ min: 0, max: 2 ** 43 });
const hash = fc.tuple(u32, u32).map((parts) => parts.map((each) => each.toString(16).padStart(8, '0')).join(''));
const version = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const caps = fc.array(
  fc.record({
    placement: small,
    ad: u32,
    level: fc.integer({ min: 0, max: 3 }),
    rule: fc.integer({ min: 0, max: 255 }),
    count: fc.integer({ min: -1, max: 10_000 }),
    lastAt: instant,
  }),
  few,
);
const record: fc.Arbitrary<DecisionRecord> = fc.record({
  decision: fc.tuple(instant, hash).map(([now, seed]) => newId('dec', now, seededRandom(seed))),
  decidedAt: instant,
  tookUs: u32,
  mode: fc.constantFrom('full', 'contextual'),
  explored: fc.boolean(),
  seed: hash,
  versions: fc.record({ engine: small, config: version, model: version, pacing: version }),
  context: json,
  caps,
  placements: fc.array(placement, few),
});
const viewerPart: fc.Arbitrary<ViewerPart> = fc.record({
  viewer: fc.option(
    hash.map((seed) => newId('vwr', 1, seededRandom(seed))),
    { nil: undefined },
  ),
  purposes: fc.array(fc.string(), few),
  facts: json,
  caps,
});

describe('a packed record', () => {
  it('is read back as it was, 20,000 times', () => {
    fc.assert(
      fc.property(record, (each) => {
        const packed = packRecord(each);
        expect(unpackRecord(packed)).toEqual(each);
        expect(alteredInRecord(packed)).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  it('is the same bytes each time, whether its JSON came as text or as bytes', () => {
    fc.assert(
      fc.property(record, (each) => {
        const bytes = new TextEncoder().encode(each.context as string);
        expect(recordHash(packRecord({ ...each, context: bytes }))).toBe(recordHash(packRecord(each)));
      }),
    );
  });

  it('takes arrays that are longer than what was visited', () => {
    const long: VisitedAds = { count: 1, ad: new Uint32Array(256).fill(7), code: new Uint16Array(256), ppb: new Uint32Array(256) };
    const [each] = fc.sample(
      record.filter((one) => one.placements.length > 0),
      1,
    ) as [DecisionRecord];
    const [first] = each.placements as [RecordedPlacement];
    const back = unpackRecord(packRecord({ ...each, placements: [{ ...first, visited: long }] }));
    expect(back.placements[0]?.visited).toEqual({ count: 1, ad: Uint32Array.of(7), code: new Uint16Array(1), ppb: new Uint32Array(1) });
  });

  it('names the one section in which a byte was changed', () => {
    fc.assert(
      fc.property(record, fc.nat(), fc.integer({ min: 1, max: 255 }), (each, at, flip) => {
        const packed = packRecord({ ...each, placements: [] });
        const seedAt = indexOf(packed, new TextEncoder().encode(each.seed));
        const place = seedAt + (at % each.seed.length);
        packed[place] = (packed[place] as number) ^ flip;
        expect(alteredInRecord(packed)).toEqual([{ section: 'seed', placement: undefined }]);
      }),
    );
  });

  it('of another format, or cut short, is refused', () => {
    const [each] = fc.sample(record, 1) as [DecisionRecord];
    const packed = packRecord(each);
    expect(() => unpackRecord(packed.slice(0, -1))).toThrow('ends too early');
    expect(() => unpackRecord(Uint8Array.of(0x46, 9))).toThrow('format 9');
    expect(() => unpackRecord(Uint8Array.of(1, 2))).toThrow('no decision record');
  });
});

describe('the person’s part', () => {
  it('is read back as it was, 20,000 times', () => {
    fc.assert(
      fc.property(viewerPart, (part) => {
        const packed = packViewerPart(part)(part.caps);
        expect(unpackViewerPart(packed)).toEqual(part);
        expect(alteredInViewerPart(packed)).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);
});

describe('the facts of a person', () => {
  const id = fc.tuple(fc.constantFrom('seg', 'aud', 'cmp', 'crt', 'x', 'long'), hash, hash).map(([kind, a, b]) => `${kind}_${a}${b}`);
  const texts = fc.oneof(id, id, fc.constantFrom('iab:210', 'tag:cooking', '_', '","'), fc.string({ unit: 'grapheme' }));
  const lists = fc.dictionary(fc.constantFrom('segment', 'audience', 'seg_', 'country'), fc.array(texts, { maxLength: 12 }));

  it('read back to the letter, whatever they say', () => {
    const words = fc.oneof(
      lists.map((facts) => JSON.stringify(facts)),
      fc.array(fc.oneof(texts, fc.constantFrom('","', 'ab_', 'f')), { maxLength: 8 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(words, (facts) => {
        const packed = packViewerPart({ viewer: undefined, purposes: [], facts })([]);
        expect(unpackViewerPart(packed).facts).toBe(facts);
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  it('take half of their text and less where they are lists of ids', () => {
    const segment = Array.from({ length: 30 }, (_, n) => newId('seg', n, seededRandom(`segment ${n}`)));
    const facts = JSON.stringify({ segment, audience: [] });
    expect(packViewerPart({ viewer: undefined, purposes: [], facts })([]).length).toBeLessThan(facts.length / 2);
  });

  it('read back from the first format, where they were plain text', () => {
    const caps = [{ placement: 0, ad: 7, level: 2, rule: 0, count: 3, lastAt: 1_700_000_000_000 }];
    expect(alteredInViewerPart(ofFirstFormat)).toEqual([]);
    expect(unpackViewerPart(ofFirstFormat)).toEqual({
      viewer: 'vwr_0190a4e6b3f67c00a1b2c3d4e5f60718',
      purposes: ['ads'],
      facts: '{"segment":["seg_0190a4e6b3f67c00a1b2c3d4e5f60719","iab:210"]}',
      caps,
    });
  });
});

describe('a reason', () => {
  it('keeps its list', () => {
    fc.assert(
      fc.property(fc.constantFrom(...reasonLists), fc.integer({ min: 0, max: 1023 }), (list, code) => {
        expect(unpackReason(packReason(list, code))).toEqual({ list, code });
      }),
    );
  });
});

const ofFirstFormat = Uint8Array.from(
  (
    '56010cff1600000044ae55bd49d0b942010190a4e6b3f67c00a1b2c3d4e5f6071801036164730dff3f0000000c637a0d27554bcc3e' +
    '7b227365676d656e74223a5b227365675f3031393061346536623366363763303061316232633364346535663630373139222c226961' +
    '623a323130225d7d0eff0e000000af1ed4ff5c55aaad01000702000400008056febc7842'
  ).match(/../g) ?? [],
  (digits) => Number.parseInt(digits, 16),
);

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let at = 0; at < bytes.length; at += 1) if (part.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}
