import type { CollectedEntries } from './collect-entries.ts';
import { ageAt, agesOf, firstAges, years } from './roles.ts';

/** Ages that every expression answers alike are one band; `values[age]` is its value, or −1 where nobody asks about age. */
export type AgeBands = { values: Int32Array };

/** Cuts the ages where a span of any expression begins or ends. */
export function ageBands({ codes, dictionary }: CollectedEntries): AgeBands {
  const cuts = new Uint8Array(years + 1);
  const written = codes.view();
  let asked = false;
  for (let at = 0; at < codes.length; at += 1) {
    const code = written[at] as number;
    if (code > firstAges) continue;
    const { from, to } = agesOf(code);
    cuts[from] = 1;
    cuts[to + 1] = 1;
    asked = true;
  }
  const values = new Int32Array(years).fill(-1);
  let band = 0;
  for (let age = 0; asked && age < years; age += 1) {
    if (cuts[age] === 1) band = age;
    values[age] = dictionary.add(ageAt, `from ${band}`);
  }
  return { values };
}
