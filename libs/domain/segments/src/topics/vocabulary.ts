/** A text as positions of known words with their weights: position 0 is the bias, the rest has length 1. */
export type WordVector = { readonly at: Int32Array; readonly value: Float64Array };

/** Known words with their positions and how rare they are. Plain data: it may be handed from thread to thread. */
export type Vocabulary = ReadonlyMap<string, { readonly at: number; readonly idf: number }>;

const mostWords = 60_000;
const leastTexts = 2;

/** Words that more than one text has, at most 60,000 of the commonest; idf = ln(1 + texts / texts with the word). */
export function vocabularyOf(texts: ReadonlyArray<readonly string[]>): Vocabulary {
  const inTexts = new Map<string, number>();
  for (const words of texts) for (const word of new Set(words)) inTexts.set(word, (inTexts.get(word) ?? 0) + 1);
  const common = [...inTexts].filter(([, count]) => count >= leastTexts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(
    common.slice(0, mostWords).map(([word, count], at) => [word, { at: at + 1, idf: Math.log(1 + texts.length / count) }] as const),
  );
}

/** Positions of a vocabulary, the bias with them. */
export function slotsOf(vocabulary: Vocabulary): number {
  return vocabulary.size + 1;
}

/** TF-IDF, (1 + ln count) · idf, scaled to length 1; undefined for a text without a known word. */
export function vectorOf(words: readonly string[], vocabulary: Vocabulary): WordVector | undefined {
  const counts = new Map<{ at: number; idf: number }, number>();
  for (const word of words) {
    const known = vocabulary.get(word);
    if (known) counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const raw = Array.from(counts, ([{ at, idf }, count]) => ({ at, value: (1 + Math.log(count)) * idf }));
  const length = Math.sqrt(raw.reduce((sum, { value }) => sum + value * value, 0));
  return { at: Int32Array.from([0, ...raw.map(({ at }) => at)]), value: Float64Array.from([1, ...raw.map(({ value }) => value / length)]) };
}
