import { assert, fromRowId, type Id, type Instant } from '@flywheel/primitives';
import { writeIdBytes } from './ad-ids.ts';

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
  /** The ids of its ad as `packAdIds` packs them, where somebody has them ready. */
  adIds?: Uint8Array | undefined;
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
  if (claims.viewerTag !== '') writeTag(to, at + 16, claims.viewerTag);
  writeIdBytes(to, at + idsAt, claims.imp);
  if (claims.adIds) copyIds(to, at + idsAt + 16, claims.adIds);
  else writeIds(to, at + idsAt + 16, claims);
  const end = at + placementAt + to.write(claims.placement, at + placementAt, 'utf8');
  assert(end <= at + longestBody, 'a placement has at most 64 characters');
  return end;
}

function writeIds(to: Buffer, at: number, { campaign, adSet, ad, creative }: ImpressionClaims): void {
  writeIdBytes(to, at, campaign);
  writeIdBytes(to, at + 16, adSet);
  writeIdBytes(to, at + 32, ad);
  writeIdBytes(to, at + 48, creative);
}

/** All but the account, which a token does not name. */
function copyIds(to: Buffer, at: number, adIds: Uint8Array): void {
  for (let i = 0; i < 64; i += 1) to[at + i] = adIds[16 + i] as number;
}

function writeTag(to: Buffer, at: number, hex: string): void {
  to.writeUInt32BE(Number.parseInt(hex.slice(0, 8), 16), at);
  to.writeUInt32BE(Number.parseInt(hex.slice(8), 16), at + 4);
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
