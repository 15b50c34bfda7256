/** The session cookie's name: the `__Host-` prefix binds it to https and this host; plain http is loopback only. */
export function sessionCookieName(https: boolean): string {
  return https ? '__Host-fw_session' : 'fw_session';
}

/** The value of one cookie in a Cookie header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** The Set-Cookie value that begins a session, or ends it when there is no token. It lives as long as the browser or the session does. */
export function sessionCookie(https: boolean, token: string | undefined): string {
  const parts = [`${sessionCookieName(https)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
  if (https) parts.push('Secure');
  if (token === undefined) parts.push('Max-Age=0');
  return parts.join('; ');
}
