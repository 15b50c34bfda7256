/** What would change an outcome, in words to an advertiser; keyed by the code of losses and of our own reasons. */
const advices: Readonly<Record<number, string>> = {
  1: 'Pay per impression instead, or show a creative that more people act on.',
  100: 'Bid at least the floor of the placement.',
  102: 'Raise the bid or the cost, or reach people whom fewer others want.',
  201: 'Nothing to do: a reviewer will look at it.',
  202: 'Change the creative: it is reviewed again.',
  204: 'Add an ad in the format of this placement, or leave the placement out.',
  520: 'Ask the operator why the account is suspended.',
  521: 'Set it active.',
  522: 'Change its first or its last day.',
  523: 'Widen its hours.',
  540: 'Widen the audience.',
  541: 'Exclude less.',
  542: 'Let the exclusion pass where nothing is known.',
  543: 'Widen the audience: it holds too few people.',
  545: 'Add an ad set by content or place: it needs no consent.',
  546: 'Take the sensitive category out of the audience.',
  560: 'Loosen the cap of the ad, or add another ad.',
  561: 'Loosen the cap of the ad set, or widen the audience.',
  562: 'Loosen the cap of the campaign, or widen the audience.',
  563: 'Loosen the cap of the account, or widen the audience.',
  564: 'Shorten the least pause, or widen the audience.',
  565: 'Show something else: these people have hidden it.',
  566: 'Nothing to do: these people did what the campaign asks for.',
  567: 'Nothing to do: the history of views is being rebuilt, or the viewer is not known.',
  580: 'Raise the daily budget.',
  581: 'Raise the budget.',
  582: 'Top up the account.',
  583: 'Raise the budget, or bid less so that it lasts.',
  584: 'Nothing to do: it passes within a second.',
  585: 'Raise the budget, or the cost it should keep.',
  600: 'Show a creative that people like better, or bid more.',
  601: 'Bid a little more.',
  602: 'Nothing to do: another ad of yours was shown.',
  603: 'Nothing to do: a competitor or the same kind of product was on the page.',
  604: 'Bid more: the ad must be worth the post it displaces.',
  605: 'Bid more: every slot was taken.',
  606: 'Nothing to do: an ad like it was beside it.',
  620: 'Allow wider surroundings.',
  622: 'Shorten the block lists of the account.',
  623: 'Allow wider surroundings.',
};

/** What an advertiser could do about an outcome. */
export function adviceFor(code: number): string {
  return advices[code] ?? 'Nothing to do on your side.';
}

/** Outcomes in which the price decided: more money would have changed them. */
export function isPriceLoss(code: number): boolean {
  return [100, 102, 600, 601, 604, 605].includes(code);
}
