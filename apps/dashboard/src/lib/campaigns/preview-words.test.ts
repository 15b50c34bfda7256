import type { CampaignPreview } from '@flywheel/http/preview';
import { describe, expect, it } from 'vitest';
import { previewRows } from './preview-words.ts';

const preview: CampaignPreview = {
  campaign: 'cmp_1',
  from: '2026-05-01T00:00:00.000Z',
  to: '2026-05-08T00:00:00.000Z',
  lookedThrough: 500,
  found: 200,
  replayed: 198,
  notReplayed: { erased: 2, forgotten: 0, changed: 0 },
  slots: 198,
  won: { before: 20, after: 90, change: { low: 60, high: 80 } },
  meanPriceMicros: { before: null, after: '2010', change: null },
  spendMicros: { before: '3000000', after: '2500000', change: { low: '-700000', high: '0' } },
  words: '',
};

describe('a preview in words', () => {
  it('sets each figure beside itself, with the sign of what may have changed', () => {
    expect(previewRows(preview, 'USD')).toEqual([
      { what: 'Slots won', before: '20', after: '90', change: '+60 to +80' },
      { what: 'Mean price of what you pay for', before: '–', after: '$0.00201', change: 'too little to say' },
      { what: 'Spend in the sample', before: '$3.00', after: '$2.50', change: '−$0.70 to $0.00' },
    ]);
  });
});
