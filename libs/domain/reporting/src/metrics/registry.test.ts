import { describe, expect, it } from 'vitest';
import { metrics, metricOf, metricText } from './registry.ts';
import { metricTexts } from './texts.ts';

describe('the metric registry', () => {
  it('names each metric once', () => {
    expect(new Set(metrics.map((metric) => metric.id)).size).toBe(metrics.length);
  });

  it('has words for every metric and none for what is no metric', () => {
    for (const metric of metrics) expect(metricText(metric.id).definition).toMatch(/\.$/);
    expect(new Set(Object.keys(metricTexts))).toEqual(new Set(metrics.map((metric) => metric.id)));
  });

  it('totals distinct people and flows by asking again, and ratios by their parts', () => {
    for (const metric of metrics) {
      if ('distinct' in metric.of) expect(metric.total, metric.id).toBe('requery');
      if ('ratio' in metric.of) expect([metric.total, metric.additive], metric.id).toEqual(['ratio', false]);
      if (metric.total === 'sum') expect(metric.additive, metric.id).toBe('all');
    }
  });

  it('divides only by metrics it knows, and a ratio is as private as its parts', () => {
    for (const metric of metrics) {
      if (!('ratio' in metric.of)) continue;
      const parts = metric.of.ratio.map(metricOf);
      if (parts.some((part) => part.privacy === 'k-people')) expect(metric.privacy, metric.id).toBe('k-people');
      expect(metric.denominator, metric.id).toBe(metric.of.ratio[1]);
    }
  });

  it('never shows an advertiser earnings, nor a creator an advertiser’s price', () => {
    const shown = (role: 'advertiser' | 'creator') => metrics.filter((metric) => metric.roles.includes(role)).map((metric) => metric.id);
    expect(shown('advertiser').filter((id) => /earn|rpm|share|net_revenue/.test(id))).toEqual([]);
    expect(shown('creator').filter((id) => /spend|cpm|cpc|billings|net_revenue/.test(id))).toEqual([]);
  });
});
