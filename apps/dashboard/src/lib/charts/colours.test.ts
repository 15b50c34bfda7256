import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ciede2000, contrast, leastDifference } from './colour-difference.ts';

const css = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');

/** The `--name: #rrggbb` tokens of the first block that starts with `opening`. */
function tokensOf(opening: string): Map<string, string> {
  const start = css.indexOf(opening);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]));
}

const themes = {
  light: { tokens: tokensOf(':root {'), seriesOnCard: 3.25, difference: 18 },
  dark: { tokens: tokensOf(":root[data-theme='dark'] {"), seriesOnCard: 4.5, difference: 16 },
};

describe('the measure itself', () => {
  it('gives the published CIEDE2000 of test pairs', () => {
    expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 3);
    expect(ciede2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 3);
    expect(ciede2000([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 3);
  });
  it('gives black on white a contrast of 21', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  });
});

describe.each(Object.entries(themes))('the colours of the %s theme', (_, { tokens, seriesOnCard, difference }) => {
  const colour = (name: string) => tokens.get(name) ?? '#000000';
  const series = [1, 2, 3, 4, 5, 6].map((at) => colour(`series-${at}`));
  it('let every text be read on page and card', () => {
    for (const text of ['text', 'muted', 'good', 'bad', 'warn', 'primary']) {
      for (const ground of ['bg', 'card'])
        expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colour('on-primary'), colour('primary'))).toBeGreaterThanOrEqual(4.5);
  });
  it('let every control and series be seen', () => {
    for (const ground of ['bg', 'card']) expect(contrast(colour('border'), colour(ground))).toBeGreaterThanOrEqual(3.05);
    for (const each of series) expect(contrast(each, colour('card')), each).toBeGreaterThanOrEqual(seriesOnCard);
  });
  it('keep any two series apart, whoever looks', () => {
    series.forEach((one, at) => {
      for (const other of series.slice(at + 1)) expect(leastDifference(one, other), `${one} ${other}`).toBeGreaterThanOrEqual(difference);
    });
  });
});

it('the dark colours by system are those by choice', () => {
  expect(tokensOf(":root:not([data-theme='light']) {")).toEqual(themes.dark.tokens);
});
