import type { Area } from '#lib/api/home.ts';

/** A page in the navigation: where it is, what it is called, and the path of its 24×24 line icon. */
export type NavigationItem = { readonly href: string; readonly label: string; readonly icon: string };

const icons = {
  home: 'M3 10.5 12 3l9 7.5V21h-6v-6H9v6H3z',
  list: 'M4 6h16M4 12h16M4 18h16',
  plus: 'M12 5v14M5 12h14',
  play: 'M4 5h16v14H4zM10 9l5 3-5 3z',
  people: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21v-2a5 5 0 0 1 5-5h4a5 5 0 0 1 5 5v2M16 3.5a4 4 0 0 1 0 7.5M22 21v-2a5 5 0 0 0-4-4.9',
  money: 'M3 6h18v12H3zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 9v.01M18 15v.01',
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  wheel: 'M21 12a9 9 0 1 1-3-6.7M21 3v5h-5',
  book: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11',
  export: 'M12 3v12M7 10l5 5 5-5M4 21h16',
  pulse: 'M3 12h4l3-8 4 16 3-8h4',
  search: 'M11 19a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM21 21l-4.4-4.4',
  check: 'M4 12l5 5L20 6',
  queue: 'M4 7h16v4H4zM4 14h16v4H4z',
  shield: 'M12 3l8 3v6c0 4.5-3.2 7.7-8 9-4.8-1.3-8-4.5-8-9V6z',
};

const item = (href: string, label: string, icon: keyof typeof icons): NavigationItem => ({ href, label, icon: icons[icon] });

/** The pages of each part of the dashboard, in the order of the navigation. */
export const navigation: Record<Area, { readonly label: string; readonly items: readonly NavigationItem[] }> = {
  advertiser: {
    label: 'Advertiser',
    items: [
      item('/advertiser', 'Home', 'home'),
      item('/advertiser/campaigns', 'Campaigns', 'list'),
      item('/advertiser/campaigns/new', 'Create a campaign', 'plus'),
      item('/advertiser/audiences', 'Audiences', 'people'),
      item('/advertiser/safety', 'Safety', 'shield'),
      item('/advertiser/billing', 'Billing', 'money'),
    ],
  },
  creator: {
    label: 'Creator',
    items: [
      item('/creator', 'Overview', 'home'),
      item('/creator/content', 'Content', 'play'),
      item('/creator/audience', 'Audience', 'people'),
      item('/creator/earnings', 'Earnings', 'money'),
    ],
  },
  finance: {
    label: 'Finance',
    items: [
      item('/finance/revenue', 'Revenue', 'chart'),
      item('/finance/flywheel', 'Flywheel', 'wheel'),
      item('/finance/ledger', 'Ledger', 'book'),
      item('/finance/reconciliation', 'Reconciliation', 'check'),
      item('/finance/credit', 'Credit', 'money'),
      item('/finance/exports', 'Exports', 'export'),
    ],
  },
  operator: {
    label: 'Operator',
    items: [
      item('/operator', 'Ingest health', 'pulse'),
      item('/operator/tail', 'Live tail', 'list'),
      item('/operator/decisions', 'Decisions', 'search'),
      item('/operator/placements', 'Placements', 'book'),
      item('/operator/segments', 'Segments', 'people'),
      item('/operator/models', 'Models', 'chart'),
      item('/operator/reviews', 'Creative review', 'check'),
      item('/operator/quarantine', 'Quarantine', 'queue'),
      item('/operator/reconciliation', 'Reconciliation', 'money'),
    ],
  },
};

/** The item that `path` belongs to: the longest address that starts it. */
export function currentItem(items: readonly NavigationItem[], path: string): NavigationItem | undefined {
  const holds = (href: string) => path === href || path.startsWith(`${href}/`);
  return items.filter((each) => holds(each.href)).sort((a, b) => b.href.length - a.href.length)[0];
}
