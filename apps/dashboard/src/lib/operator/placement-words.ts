import type { PlacementView } from '@flywheel/http/placements';

/** How each auction rule is called and what its winners pay. */
export const ruleWords: Readonly<Record<PlacementView['rule'], { readonly label: string; readonly about: string }>> = {
  first: { label: 'First price', about: 'each winner pays what it bid' },
  second: { label: 'Second price', about: 'each winner pays what the next one would have needed, and the increment' },
  gsp: { label: 'Generalised second price', about: 'each winner pays what the next one would have needed' },
  vcg: { label: 'VCG', about: 'each winner pays what its presence takes from those below it' },
};

/** What each safety tier lets ads stand beside. */
export const tierWords: Readonly<Record<PlacementView['safetyTier'], string>> = {
  strict: 'Strict: safe content only',
  standard: 'Standard: nothing that is limited',
  open: 'Open: everything that may be shown',
};

/** What a placement is called in a list. */
export function placementLabel(placement: string): string {
  return placement === '*' ? 'All others (*)' : placement;
}
