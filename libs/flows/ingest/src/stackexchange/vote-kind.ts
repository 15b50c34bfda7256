const kinds = { '1': 'accept', '2': 'like', '3': 'dislike', '5': 'save' } as const;

/** The engagement a vote type stands for; all others (offensive, bounty, close …) are kept as `external`, which weighs nothing. */
export function voteKind(voteTypeId: string): 'accept' | 'like' | 'dislike' | 'save' | 'external' {
  return kinds[voteTypeId as keyof typeof kinds] ?? 'external';
}
