import { createHmac, timingSafeEqual } from 'node:crypto';
import { utcDay, type Id, type Instant } from '@flywheel/primitives';
import { decisionOf, impressionNumber } from '@flywheel/primitives/impressions';
import { QuickMac } from './quick-mac.ts';
import { kidOf, readBody, shortestBody, writeBody, type ImpressionClaims } from './token-body.ts';
import type { TokenKeys } from './token-secrets.ts';

/** `kid`: the key that signed it. */
export type VerifiedToken = { outcome: 'genuine'; claims: ImpressionClaims; kid: string } | { outcome: 'forged' };

/** Keys that change while a process runs: asked for at every use. */
export type LiveTokenKeys = { current(): TokenKeys };

const macBytes = 32;
const longestToken = 1024;
const dayMs = 86_400_000;

/**
 * Signs and verifies impression tokens: base64url(body ‖ HMAC-SHA256 of it). A key id in the body chooses among the live keys, so they
 * rotate.
 */
export class ImpressionTokens {
  private readonly keys: LiveTokenKeys;
  private daily: { day: number; of: string; mac: QuickMac } | undefined;
  private signer: { kid: string; key: string; mac: QuickMac } | undefined;
  /** `begins`: all but the last digit of the impressions it is for; `part`: which four of their decision's. */
  private lastTag: { viewer: string; begins: string; part: number; hex: string } | undefined;

  constructor(keys: TokenKeys | LiveTokenKeys) {
    this.keys = 'current' in keys ? keys : { current: () => keys };
  }

  sign(claims: ImpressionClaims): string {
    const { signWith, keys } = this.keys.current();
    return this.quickMac(signWith, keys[signWith] ?? '').signed((to, at) => writeBody(to, at, claims, signWith));
  }

  /** Refuses whatever our keys did not sign, in constant time; says nothing about why. */
  verify(token: string): VerifiedToken {
    if (token.length > longestToken) return { outcome: 'forged' };
    const bytes = Buffer.from(token, 'base64url');
    // One token has one spelling: a second one would pass as another token where tokens are compared as text.
    if (bytes.length < shortestBody + macBytes || bytes.toString('base64url') !== token) return { outcome: 'forged' };
    const body = bytes.subarray(0, bytes.length - macBytes);
    const kid = kidOf(body);
    const { keys } = this.keys.current();
    if (kid === undefined || !Object.hasOwn(keys, kid)) return { outcome: 'forged' };
    if (!timingSafeEqual(bytes.subarray(bytes.length - macBytes), mac(keys[kid] ?? '', body))) return { outcome: 'forged' };
    return { outcome: 'genuine', claims: readBody(body), kid };
  }

  /**
   * Eight bytes that tie an impression to its viewer for whoever holds the key, and to no other impression for anyone else: a part of the
   * HMAC over viewer and decision, a part of its own for each of four impressions.
   */
  viewerTag(viewer: Id<'vwr'>, imp: Id<'imp'>, now: Instant): string {
    const n = impressionNumber(imp);
    const [mac, part] = [this.dailyMac(now), n >> 2];
    if (!(this.lastTag?.viewer === viewer && this.lastTag.part === part && imp.startsWith(this.lastTag.begins))) {
      const text = mac.ofText(`${viewer}${decisionOf(imp)}${part}/${Math.floor(now / dayMs)}`);
      this.lastTag = { viewer, begins: imp.slice(0, -1), part, hex: Buffer.from(text, 'latin1').toString('hex') };
    }
    return this.lastTag.hex.slice((n & 3) * 16, (n & 3) * 16 + 16);
  }

  private dailyMac(now: Instant): QuickMac {
    const day = Math.floor(now / dayMs);
    const of = this.keys.current().viewerTagKey;
    if (this.daily?.day !== day || this.daily.of !== of) {
      this.daily = { day, of, mac: new QuickMac(createHmac('sha256', of).update(utcDay(now)).digest('hex')) };
      this.lastTag = undefined;
    }
    return this.daily.mac;
  }

  private quickMac(kid: string, key: string): QuickMac {
    if (this.signer?.kid !== kid || this.signer.key !== key) this.signer = { kid, key, mac: new QuickMac(key) };
    return this.signer.mac;
  }
}

function mac(key: string, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
