/** Who looks: finance follows money, operators follow decisions. */
export type Eyes = 'finance' | 'operator';

const finance: ReadonlyArray<readonly [RegExp, (opens: string) => string]> = [
  [/^ent_[0-9a-f]{32}$/, (entry) => `/finance/ledger/entries/${entry}`],
  [/^imp_[0-9a-f]{32}$/, (impression) => `/trace/impressions/${impression}`],
  [/^\d{8}T\d{4}Z-cmp_[0-9a-f]{32}-\d+$/, (batch) => `/trace/batches/${batch}`],
  [/^cmp_[0-9a-f]{32}$/, (campaign) => `/finance/ledger?ledger=${encodeURIComponent(`2020:${campaign}`)}`],
  [/^crt_[0-9a-f]{32}$/, (creator) => `/finance/ledger?ledger=${encodeURIComponent(`2110:${creator}`)}`],
  [/^acc_[0-9a-f]{32}$/, (account) => `/finance/ledger?ledger=${encodeURIComponent(`2010:${account}`)}`],
  [/^\d{4}(:.+)?$/, (account) => `/finance/ledger?ledger=${encodeURIComponent(account)}`],
];

/** The page that shows what a row of the ladder names; undefined where this person has none. */
export function opensHref(opens: string | null, eyes: Eyes): string | undefined {
  if (opens === null) return undefined;
  if (eyes === 'operator') return /^imp_[0-9a-f]{32}$/.test(opens) ? `/operator/decisions/${decisionOf(opens)}` : undefined;
  return finance.find(([shape]) => shape.test(opens))?.[1](opens);
}

/** The decision of an impression: the same id with its low six bits at 0. */
function decisionOf(impression: string): string {
  const last = Number.parseInt(impression.slice(-2), 16) & 0b11000000;
  return `dec_${impression.slice(4, -2)}${last.toString(16).padStart(2, '0')}`;
}
