/** A code as a person reads it: `CreatorFund` and `creator-fund` and `creator_fund` are "Creator fund". */
export function inWords(code: string): string {
  const spaced = code
    .replace('TrustSafety', 'TrustAndSafety')
    .replaceAll(/[-_]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
