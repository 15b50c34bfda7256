/** A stream of numbers in [0, 1). Passed as an argument wherever chance decides. */
export type Random = { next(): number };

/** sfc32 (C. Doty-Humphrey, PractRand) seeded from any text; the same seed gives the same stream on every engine. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = [mix(seed, 1), mix(seed, 2), mix(seed, 3), 1];
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return { next };
}

/** A pure keyed 64-bit hash for draws and ties (murmur-style mixing, not a MAC): 16 hex digits that sort like the number. */
export function keyedHash(key: string, text: string): string {
  const joined = `${key.length}:${key}${text}`;
  return hex(mix(joined, 0x9e3779b9)) + hex(mix(joined, 0x85ebca6b));
}

function mix(text: string, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0xcc9e2d51);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
