import type { PlacementView } from '@flywheel/http/placements';

/** How each auction rule is called and what its winners pay. */
export const ruleWords: Readonly<Record<PlacementView['rule'], { readonly label: string; readonly about: string }>> = {
  first: { label: 'First price', about: 'its own bid' },
  second: { label: 'Second price', about: 'what the next one would have needed, and the increment' },
  gsp: { label: 'GSP', about: 'the same without the increment' },
  vcg: { label: 'VCG', about: 'what it takes from those below it' },
};

/** What each safety tier lets ads stand beside. */
export const tierWords: Readonly<Record<PlacementView['safetyTier'], string>> = {
  strict: 'Strict: safe content only',
  standard: 'Standard: limited content too',
  open: 'Open: sensitive content too',
};

/** What a placement is called in a list. */
export function placementLabel(placement: string): string {
  return placement === '*' ? 'All others (*)' : placement;
}
