/**
 * A place with all places it lies in, widest first: `NL-NH-Amsterdam` gives `NL`, `NL-NH`, `NL-NH-Amsterdam`. Country and
 * region (ISO 3166) hold no hyphen, the city after them may. What `geo` of the facts has to hold.
 */
export function geoAncestors(code: string): string[] {
  const first = code.indexOf('-');
  if (first < 0) return [code];
  const second = code.indexOf('-', first + 1);
  const region = [code.slice(0, first), second < 0 ? code : code.slice(0, second)];
  return second < 0 ? region : [...region, code];
}
