import type { PlacementView } from '@flywheel/http/placements';
import { formatMoney } from '#lib/format/money.ts';
import type { TableView } from '#lib/reports/table.ts';
import { placementLabel, ruleWords } from './placement-words.ts';
import { formatShare } from './shares.ts';

/** Every placement with settings of its own; each leads to its form. */
export function placementTable(placements: readonly PlacementView[], currency: string): TableView {
  const money = (amount: string) => formatMoney(amount, currency, 'plain-price');
  return {
    caption: 'Placements',
    columns: [
      { id: 'placement', label: 'Placement', numeric: false },
      { id: 'ads', label: 'Ads', numeric: false },
      { id: 'rule', label: 'Winners pay', numeric: false },
      { id: 'slots', label: 'Slots are worth', numeric: false, about: 'How likely each slot is looked at, of the best one' },
      { id: 'floor', label: `Floor per 1,000 (${currency})`, numeric: true },
      { id: 'floors', label: 'Own floors', numeric: true, about: 'Floors for a country, a device or a format' },
      {
        id: 'feed',
        label: 'In a feed',
        numeric: false,
        about: 'The first place of an ad, posts between two, and ads among all that is shown',
      },
      { id: 'safety', label: 'Beside content', numeric: false },
    ],
    rows: placements.map((each) => ({
      key: each.placement,
      label: placementLabel(each.placement),
      href: `/operator/placements/edit?placement=${encodeURIComponent(each.placement)}`,
      quiet: !each.adsOn,
      cells: [
        each.adsOn ? 'On' : 'Off',
        ruleWords[each.rule].label,
        each.positionPpm.length === 0 ? 'all alike' : each.positionPpm.map((ppm) => `${formatShare(ppm, 10_000)} %`).join(', '),
        money(each.floorMicros),
        String(each.floors.length),
        `from place ${each.firstPosition}, ${each.gap} between, ${formatShare(each.shareBps, 100)} % at most`,
        each.safetyTier,
      ],
    })),
  };
}
