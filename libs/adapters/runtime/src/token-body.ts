import { assert, fromRowId, type Id, type Instant } from '@flywheel/primitives';

/** What a filled slot's token says. Signed, not secret: it carries no price. */
export type ImpressionClaims = {
  imp: Id<'imp'>;
  campaign: Id<'cmp'>;
  adSet: Id<'set'>;
  ad: Id<'ad'>;
  creative: Id<'crv'>;
  placement: string;
  /** 16 hex digits from `viewerTag`, or '' without consent. */
  viewerTag: string;
  /** The last moment at which its impression counts. */
  expiresAt: Instant;
};

const version = 2;
const idsAt = 24;
const placementAt = idsAt + 5 * 16;
const longestPlacement = 256;

/** Bytes of the shortest body: everything but the placement's name. */
export const shortestBody = placementAt;

/** Bytes of the longest body. */
export const longestBody = placementAt + longestPlacement;

/**
 * Writes a body into `to` from `at` on and answers where it ends. It is 1 byte version, 1 byte length and 8 bytes of the key id, 6 bytes
 * expiry in ms, 8 bytes viewer tag (0: none), 5 ids of 16 bytes, and the placement in UTF-8. Half the length of JSON, nothing to parse.
 * Refuses a placement that needs more than 256 bytes.
 */
export function writeBody(to: Buffer, at: number, claims: ImpressionClaims, kid: string): number {
  to.fill(0, at, at + idsAt);
  to[at] = version;
  to[at + 1] = kid.length;
  writeAscii(to, at + 2, kid);
  to.writeUIntBE(claims.expiresAt, at + 10, 6);
  if (claims.viewerTag !== '') writeHex(to, at + 16, claims.viewerTag, 0);
  writeHex(to, at + idsAt, claims.imp, claims.imp.length - 32);
  writeHex(to, at + idsAt + 16, claims.campaign, claims.campaign.length - 32);
  writeHex(to, at + idsAt + 32, claims.adSet, claims.adSet.length - 32);
  writeHex(to, at + idsAt + 48, claims.ad, claims.ad.length - 32);
  writeHex(to, at + idsAt + 64, claims.creative, claims.creative.length - 32);
  const end = at + placementAt + to.write(claims.placement, at + placementAt, 'utf8');
  assert(end <= at + longestBody, 'a placement has at most 64 characters');
  return end;
}

/** The digits of `text` from `from` on as bytes. Lower case only; by hand, because a native call costs more than 16 bytes. */
function writeHex(to: Buffer, at: number, text: string, from: number): void {
  for (let digit = from, place = at; digit < text.length; digit += 2, place += 1)
    to[place] = (valueOf(text.charCodeAt(digit)) << 4) | valueOf(text.charCodeAt(digit + 1));
}

/** `0`–`9` are 48 and on, `a`–`f` 97 and on. */
function valueOf(unit: number): number {
  return unit > 57 ? unit - 87 : unit - 48;
}

function writeAscii(to: Buffer, at: number, text: string): void {
  for (let i = 0; i < text.length && i < 8; i += 1) to[at + i] = text.charCodeAt(i);
}

/** The key id of a body; undefined for what is no body of ours. Nothing in it may be believed before its signature is checked. */
export function kidOf(body: Buffer): string | undefined {
  const length = body[1] ?? 0;
  if (body[0] !== version || length < 1 || length > 8 || body.length > placementAt + longestPlacement) return undefined;
  return body.toString('latin1', 2, 2 + length);
}

/** What a signed body says. */
export function readBody(body: Buffer): ImpressionClaims {
  const tag = body.toString('hex', 16, 24);
  return {
    imp: fromRowId('imp', hexAt(body, 0)),
    campaign: fromRowId('cmp', hexAt(body, 1)),
    adSet: fromRowId('set', hexAt(body, 2)),
    ad: fromRowId('ad', hexAt(body, 3)),
    creative: fromRowId('crv', hexAt(body, 4)),
    placement: body.toString('utf8', placementAt),
    viewerTag: tag === '0000000000000000' ? '' : tag,
    expiresAt: body.readUIntBE(10, 6),
  };
}

function hexAt(body: Buffer, n: number): string {
  return body.toString('hex', idsAt + 16 * n, idsAt + 16 * n + 16);
}
