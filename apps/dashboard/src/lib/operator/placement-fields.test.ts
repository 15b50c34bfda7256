import type { PlacementView } from '@flywheel/http/placements';
import { describe, expect, it } from 'vitest';
import { draftPlacement, fieldsOfPlacement, placementField } from './placement-fields.ts';
import { placementTable } from './placement-table.ts';

const view: PlacementView = {
  placement: 'feed-top',
  adsOn: true,
  rule: 'vcg',
  positionPpm: [1_000_000, 333_333],
  floorMicros: '100000',
  floors: [
    { country: 'NL', device: 'phone', format: 'video', floorMicros: '350000' },
    { device: 'tv', floorMicros: '12000000' },
  ],
  incrementMicros: '10000',
  firstPosition: 4,
  gap: 3,
  shareBps: 2050,
  fatigueAds: null,
  fatigueHides: 2,
  displacedBudgetMicros: '50',
  safetyTier: 'strict',
  clickWorthMicros: '20000',
  hideCostMicros: '0',
};

describe('the form of a placement', () => {
  it('shows whole units, percentages and one floor a line, and reads them back as they were', () => {
    const fields = fieldsOfPlacement(view);
    expect(fields).toMatchObject({
      positions: '100, 33.3333',
      floor: '0.10',
      floors: 'NL phone video 0.35\ntv 12.00',
      share: '20.5',
      fatigueAds: '',
      displacedBudget: '0.00005',
    });
    const { placement, ...settings } = view;
    expect(draftPlacement(fields)).toEqual({ ok: true, placement, settings });
  });

  it.each([
    { field: 'placement', typed: 'a b' },
    { field: 'positions', typed: '80, 100' },
    { field: 'positions', typed: 'best' },
    { field: 'floor', typed: '' },
    { field: 'floors', typed: 'NL phone' },
    { field: 'floors', typed: 'NL DE 0.10' },
    { field: 'floors', typed: '0.10' },
    { field: 'share', typed: '101' },
    { field: 'gap', typed: '-1' },
    { field: 'fatigueHides', typed: '0' },
    { field: 'displacedBudget', typed: 'much' },
    { field: 'rule', typed: 'third' },
  ] as const)('names the field $field where it says “$typed”', ({ field, typed }) => {
    const draft = draftPlacement({ ...fieldsOfPlacement(view), [field]: typed });
    expect(draft.ok).toBe(false);
    expect(draft.ok ? [] : Object.keys(draft.problems)).toEqual([field]);
  });

  it('says which line a floor stands in, and that another line is for the same', () => {
    const of = (floors: string) => draftPlacement({ ...fieldsOfPlacement(view), floors });
    expect(of('NL 0.10\nsomewhere 0.20')).toMatchObject({ problems: { floors: expect.stringMatching(/^Line 2: write/) } });
    expect(of('NL 0.10\nNL 0.20')).toMatchObject({ problems: { floors: 'Line 2: there is another floor for the same place' } });
  });

  it('shows a refusal of the api at the field it is about', () => {
    expect(['floorMicros', 'floors.0.country', 'placement', 'shareBps'].map(placementField)).toEqual([
      'floor',
      'floors',
      'placement',
      'share',
    ]);
  });
});

describe('the list of placements', () => {
  it('says how each sells in words and leads to its form', () => {
    const [row] = placementTable([{ ...view, placement: '*' }], 'USD').rows;
    expect(row).toMatchObject({ label: 'All others (*)', href: '/operator/placements/edit?placement=*' });
    expect(row?.cells.slice(0, 5)).toEqual(['On', 'VCG', '100 %, 33.3333 %', '0.10', '2']);
  });
});
