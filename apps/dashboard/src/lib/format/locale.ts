/** The locale of every number and date; server and browser must agree, so neither guesses. */
export const locale = 'en';
