/** What a text is made of, so that what is spelled differently each time is one word: addresses, numbers, money. */
const classes: ReadonlyArray<readonly [RegExp, string]> = [
  [/(?:https?:\/\/|www\.)\S+|\b[a-z0-9-]+\.(?:com|net|org|info|biz|tv|me|ly|co\.uk)\b\S*/g, ' §url '],
  [/[\w.+-]+@[\w-]+\.[\w.]+/g, ' §mail '],
  [/[£$€]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:pounds?|dollars?|euros?|usd|gbp|eur)\b/g, ' §money '],
  [/\b(?:\d[ -]?){4,}\d\b/g, ' §long '],
  [/\d+(?:[.,]\d+)*/g, ' §number '],
];

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const longest = 4000;

/** A text as it is compared: compatibility forms and case folded (NFKC), entities of HTML read, at most its first 4,000 units. */
export function foldText(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** The words of a folded text with addresses, numbers and money as classes, and runs of ! and ? by length up to 3. */
export function tokensOf(folded: string): string[] {
  let text = folded;
  for (const [pattern, word] of classes) text = text.replaceAll(pattern, word);
  return text.match(/§[a-z]+|[!?]+|[\p{L}\p{N}'’_#@]+/gu)?.map((token) => (/^[!?]/.test(token) ? token.slice(0, 3) : token)) ?? [];
}
