/** The lists that a reason's code belongs to: 100 says something else in each. The order is part of the record's format. */
export const reasonLists = ['loss', 'no-bid', 'seat-non-bid', 'own'] as const;
export type ReasonList = (typeof reasonLists)[number];

/** List and code (0–1023) in 16 bits. */
export function packReason(list: ReasonList, code: number): number {
  return (reasonLists.indexOf(list) << 10) | code;
}

export function unpackReason(packed: number): { list: ReasonList; code: number } {
  return { list: reasonLists[packed >> 10] ?? 'loss', code: packed & 1023 };
}
