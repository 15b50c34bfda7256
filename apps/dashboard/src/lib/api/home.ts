import type { SessionView } from '@flywheel/http/session';

/** The four parts of the dashboard; each holds the pages of one kind of person. */
export type Area = 'advertiser' | 'creator' | 'finance' | 'operator';

/** The parts a person may enter, the most likely home first. */
export function areasOf(session: SessionView | null): readonly Area[] {
  if (session === null) return [];
  const has = (...starts: string[]) => session.roles.some(({ role }) => starts.some((start) => role.startsWith(start)));
  const areas: Area[] = [];
  if (has('advertiser.')) areas.push('advertiser');
  if (has('creator.')) areas.push('creator');
  if (has('finance.')) areas.push('finance');
  if (has('moderator', 'ops', 'admin')) areas.push('operator');
  return areas;
}

/** Where a person lands after signing in; someone whose role has no pages yet lands on `/no-pages`. */
export function homeOf(session: SessionView | null): string {
  const [first] = areasOf(session);
  if (session === null) return '/sign-in';
  return first === undefined ? '/no-pages' : `/${first}`;
}

/** The accounts or creators a person holds a role for; each once, in the order of the roles. */
export function ownedBy(
  session: SessionView | null,
  kind: 'account' | 'creator',
): readonly { readonly id: string; readonly name: string }[] {
  const owned = new Map((session?.roles ?? []).flatMap((held) => (held[kind] ? [[held[kind].id, held[kind]] as const] : [])));
  return [...owned.values()];
}

/** Whether a person holds one of these roles. */
export function holds(session: SessionView | null, ...roles: readonly string[]): boolean {
  return session?.roles.some((held) => roles.includes(held.role)) ?? false;
}
