/** A path of this very site that a form may return to; anything else becomes `/`. Refuses other hosts and protocols. */
export function innerPath(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/') || /^\/[/\\]/.test(text)) return '/';
  const url = new URL(text, 'http://inside.invalid');
  return url.host === 'inside.invalid' ? url.pathname + url.search : '/';
}
