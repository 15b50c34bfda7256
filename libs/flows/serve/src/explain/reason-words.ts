import { listOf, reasons, type NoFillReason } from '@flywheel/auction';
import { packReason, unpackReason } from '@flywheel/auction/record';

/** A recorded reason with its list and what it says. */
export type ReasonInWords = { list: string; code: number; words: string };

/** Says a code of losses or of our own, which name their list themselves. */
export function codeInWords(code: number): ReasonInWords {
  return reasonInWords(packReason(listOf(code as NoFillReason), code));
}

/** Says a packed reason. A code that the table does not hold says so rather than nothing. */
export function reasonInWords(packed: number): ReasonInWords {
  const { list, code } = unpackReason(packed);
  const table: Readonly<Record<number, string>> = reasons[list];
  return { list, code, words: table[code] ?? `code ${code} of the list ${list}` };
}
