/** The colours a chart draws with, read from the page so that themes and forced colours apply. */
export type Palette = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly card: string;
  readonly series: readonly string[];
  readonly font: string;
};

/** Reads the current colours. Browser only. */
export function readPalette(root: Element = document.documentElement): Palette {
  const style = getComputedStyle(root);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: read('text'),
    muted: read('muted'),
    line: read('line'),
    card: read('card'),
    series: [1, 2, 3, 4, 5, 6].map((at) => read(`series-${at}`)),
    font: read('font'),
  };
}

/** Dashes tell lines apart without colour; a comparison is dotted. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [10, 4], [4, 2, 1, 2]];
export const comparisonDash: readonly number[] = [2, 3];
export const incompleteDash: readonly number[] = [4, 4];
