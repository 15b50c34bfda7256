/** The address of a named form action that keeps the page's own parameters, so that a page without scripts comes back as it was. */
export function actionHref(name: string, url: { readonly searchParams: Iterable<[string, string]> }): string {
  const kept = [...url.searchParams].filter(([each]) => !each.startsWith('/'));
  const query = new URLSearchParams(kept).toString();
  return query === '' ? `?/${name}` : `?/${name}&${query}`;
}
