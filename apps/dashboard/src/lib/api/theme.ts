/** How the page is coloured: as the system says, or as the person chose. */
export type Theme = 'system' | 'light' | 'dark';

/** Reads a theme from a cookie or a form; anything unknown is `system`. */
export function readTheme(text: unknown): Theme {
  return text === 'light' || text === 'dark' ? text : 'system';
}
