import { fromRowId, toRowId, type Id, type Instant } from '@flywheel/primitives';

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

/**
 * A body is 1 byte version, 1 byte length and 8 bytes of the key id, 6 bytes expiry in ms, 8 bytes viewer tag (0: none), 5 ids of 16
 * bytes, and the placement in UTF-8. Half the length of JSON, and nothing to parse.
 */
export function packBody(claims: ImpressionClaims, kid: string): Buffer {
  const placement = Buffer.byteLength(claims.placement);
  const body = Buffer.alloc(placementAt + placement);
  body[0] = version;
  body[1] = kid.length;
  body.write(kid, 2, 8, 'latin1');
  body.writeUIntBE(claims.expiresAt, 10, 6);
  if (claims.viewerTag !== '') body.write(claims.viewerTag, 16, 8, 'hex');
  body.write(toRowId(claims.imp), idsAt, 16, 'hex');
  body.write(toRowId(claims.campaign), idsAt + 16, 16, 'hex');
  body.write(toRowId(claims.adSet), idsAt + 32, 16, 'hex');
  body.write(toRowId(claims.ad), idsAt + 48, 16, 'hex');
  body.write(toRowId(claims.creative), idsAt + 64, 16, 'hex');
  body.write(claims.placement, placementAt, placement, 'utf8');
  return body;
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
