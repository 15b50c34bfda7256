const mostUnits = 8000;
const mostWords = 400;

/**
 * The words of a text: markup left out, compatibility forms and case folded (NFKC), letters first, 2 to 32 units long; at most the first
 * 400 of the first 8,000 units. A title may be put before the text: it then counts with it.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, mostUnits)
    .replaceAll(/<[^>]{0,500}>|&[a-z]{2,8};|https?:\/\/\S+/gi, ' ')
    .normalize('NFKC')
    .toLowerCase();
  const words = plain.match(/\p{L}[\p{L}\p{M}\p{N}+#'’-]{1,31}/gu) ?? [];
  return words.slice(0, mostWords).map((word) => word.replace(/['’-]+s?$/u, ''));
}
