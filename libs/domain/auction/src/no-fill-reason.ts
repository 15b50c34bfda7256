/**
 * Why a matched ad was not shown, as the codes of OpenRTB's loss list (0–213) and our own (500–623): closed, in words that an
 * advertiser reads. 0 is the winner. Codes differ per list, so a stored code is always stored with the list it belongs to: loss.
 */
export const noFillReasons = {
  0: 'won the slot',
  100: 'its bid was below the floor of the placement',
  102: 'a higher bid won',
  200: 'the creative could not be used',
  201: 'the creative waits for review',
  202: 'the creative was rejected in review',
  204: 'the creative’s format does not fit the placement',
  500: 'ads are switched off in this placement',
  504: 'the server was too busy to decide in time',
  505: 'without consent no ad for this context is left',
  520: 'the account is suspended',
  521: 'the campaign is not active',
  522: 'outside the campaign’s dates',
  540: 'the viewer or the context does not match the targeting',
  541: 'the targeting excludes this viewer or context',
  542: 'the targeting must be sure of an exclusion and something is unknown',
  543: 'the audience holds too few people',
  545: 'the targeting needs the viewer’s consent',
  546: 'the targeting names a sensitive category',
  560: 'the viewer has seen this ad often enough',
  561: 'the viewer has seen this ad set often enough',
  562: 'the viewer has seen this campaign often enough',
  563: 'the viewer has seen this advertiser often enough',
  567: 'how often the viewer has seen it is not known, so it is not shown',
  580: 'the day’s budget is used up',
  581: 'the whole budget is used up',
  582: 'no money is set aside for the campaign',
  584: 'the free budget is held by another server for a moment',
  585: 'the bid is zero after pacing',
  600: 'another ad with no higher bid has a higher total value',
  601: 'it tied with the winner and lost the draw',
  602: 'a better ad of the same advertiser took part',
  603: 'the same advertiser has another slot of this page',
  605: 'every slot was taken',
} as const;

/** One code of the closed list. */
export type NoFillReason = keyof typeof noFillReasons;
