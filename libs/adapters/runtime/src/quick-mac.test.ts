import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuickMac } from './quick-mac.ts';

const latin1 = (bytes: Buffer): string => bytes.toString('latin1');

describe('a quick mac', () => {
  it('is HMAC-SHA256, whatever the key and the message', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.uint8Array({ maxLength: 1024 }), (key, message) => {
        const expected = latin1(createHmac('sha256', key).update(message).digest());
        const signed = new QuickMac(key).signed((to, at) => at + Buffer.from(message).copy(to, at));
        expect(signed).toBe(Buffer.concat([message, Buffer.from(expected, 'latin1')]).toString('base64url'));
        expect(new QuickMac(key).ofText(Buffer.from(message).toString('latin1'))).toBe(expected);
      }),
    );
  });

  it('keeps nothing of the message before', () => {
    const mac = new QuickMac('key');
    mac.ofText('a long message that fills the buffer');
    expect(mac.ofText('b')).toBe(latin1(createHmac('sha256', 'key').update('b').digest()));
  });
});
