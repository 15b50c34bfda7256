/** Numbers below zero carry a minus sign, not the hyphen that Intl writes. */
export function withMinus(text: string): string {
  return text.replace('-', '\u2212');
}
