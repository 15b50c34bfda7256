/** One account or creator whose numbers a page may show; `href` shows it on the same page. */
export type ScopeOption = { readonly id: string; readonly name: string; readonly href: string };

/** Whose numbers a page shows, and the others that the person may switch to. `parameter` names it in the address. */
export type ScopeView = {
  readonly label: string;
  readonly current: { readonly id: string; readonly name: string };
  readonly options: readonly ScopeOption[];
};

/** Chooses the asked-for option if it is the person's, else their first; undefined when they have none. */
export function scopeOf(
  choice: {
    readonly label: string;
    readonly parameter: string;
    readonly options: readonly { readonly id: string; readonly name: string }[];
  },
  url: URL,
): ScopeView | undefined {
  const asked = url.searchParams.get(choice.parameter);
  const current = choice.options.find((each) => each.id === asked) ?? choice.options[0];
  if (current === undefined) return undefined;
  const options = choice.options.map((each) => {
    const query = new URLSearchParams(url.searchParams);
    query.set(choice.parameter, each.id);
    return { ...each, href: `?${query.toString()}` };
  });
  return { label: choice.label, current, options };
}
