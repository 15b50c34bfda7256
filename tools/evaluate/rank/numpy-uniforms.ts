/**
 * The uniform draws of numpy's `RandomState(seed).rand()`: MT19937 (Matsumoto & Nishimura 1998), two words a draw, 53 bits.
 * Published splits are made with it, so they can be made here. `seed` is a whole number below 2³².
 */
export function numpyUniforms(seed: number): () => number {
  const state = new Uint32Array(624);
  state[0] = seed;
  for (let n = 1; n < 624; n += 1) {
    const before = state[n - 1] as number;
    state[n] = Math.imul(1812433253, before ^ (before >>> 30)) + n;
  }
  let place = 624;
  const word = (): number => {
    if (place === 624) place = renew(state);
    let y = state[place++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
  return () => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992;
}

function renew(state: Uint32Array): 0 {
  for (let n = 0; n < 624; n += 1) {
    const y = ((state[n] as number) & 0x80000000) | ((state[(n + 1) % 624] as number) & 0x7fffffff);
    state[n] = (state[(n + 397) % 624] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
  return 0;
}
