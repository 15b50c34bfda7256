import type { NoFillReason } from '@flywheel/auction';
import { safetyCode, type JudgedContent, type SafetyTier } from '@flywheel/pacing/placement';
import type { AdTable } from './ads/ad-table.ts';
import type { SafetyGate } from './core/slot-task.ts';
import type { KnownContent } from './people.ts';

const tiers: readonly SafetyTier[] = ['open', 'standard', 'strict'];
const blocks = 2;

type Surrounding = Pick<KnownContent, 'judged'>;

/** What surrounds the slot, held against the ads that look at it; undefined where nothing there is of concern to anyone. */
export function safetyGate(
  table: AdTable,
  placementTier: SafetyTier,
  content: Surrounding | undefined,
  neighbours: readonly Surrounding[],
): SafetyGate | undefined {
  if (!content && neighbours.length === 0) return undefined;
  const beside: JudgedContent[] = neighbours.map((each) => each.judged);
  const unlabelled = (content?.judged.label ?? 'safe') === 'safe' && beside.every((each) => each.label === 'safe');
  const least = tiers.indexOf(placementTier);
  const { columns } = table;
  const codeOf = (ad: number): NoFillReason => {
    const blocking = ((columns.flags[ad] as number) & blocks) !== 0;
    // Nearly every ad and every post: nothing is labelled, nothing is blocked.
    if (unlabelled && !blocking) return 0;
    const tier = tiers[Math.max(least, columns.safety[ad] as number)] ?? 'strict';
    const card = blocking ? table.card(ad) : undefined;
    const rules = { tier, blockedNodes: new Set(card?.blockedNodes), blockedCreators: new Set(card?.blockedCreators) };
    return safetyCode(rules, content?.judged, beside);
  };
  return { everyone: !unlabelled, codeOf };
}
