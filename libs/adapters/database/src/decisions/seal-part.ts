import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;
const ivs = Buffer.alloc(ivBytes * 512);
let ivAt = ivs.length;

/** By how many bytes a sealed part is longer than what it seals. */
export const sealBytes = ivBytes + tagBytes;

/** Seals bytes with AES-256-GCM: iv, tag, ciphertext. `bound` (the decision's id) must be the same when it is opened. */
export function sealPart(part: Uint8Array, dataKey: Uint8Array, bound: string): Buffer {
  const sealed = Buffer.allocUnsafe(sealBytes + part.length);
  sealInto(sealed, 0, { part, dataKey, bound });
  return sealed;
}

/** The same, written into `to` from `at` on; answers where it ends. */
export function sealInto(
  to: Buffer,
  at: number,
  { part, dataKey, bound }: { part: Uint8Array; dataKey: Uint8Array; bound: string },
): number {
  const iv = nextIv();
  // Given bare bytes, Node first tries them as every other kind of key, each with an exception: twice the cost of a whole seal.
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(dataKey), iv);
  cipher.setAAD(Buffer.from(bound));
  const body = cipher.update(part);
  // GCM is a stream: nothing is left for the last call.
  cipher.final();
  to.set(iv, at);
  to.set(cipher.getAuthTag(), at + ivBytes);
  to.set(body, at + sealBytes);
  return at + sealBytes + body.length;
}

/** Opens what `sealPart` sealed; throws when a bit of it, the key or the bound text differs. */
export function openPart(sealed: Uint8Array, dataKey: Uint8Array, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', dataKey, sealed.subarray(0, ivBytes));
  decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes));
  decipher.setAAD(Buffer.from(bound));
  return Buffer.concat([decipher.update(sealed.subarray(ivBytes + tagBytes)), decipher.final()]);
}

/** Random, never used twice: drawn for 512 seals at once, which is what makes it cheap. */
function nextIv(): Buffer {
  if (ivAt === ivs.length) {
    randomFillSync(ivs);
    ivAt = 0;
  }
  ivAt += ivBytes;
  return ivs.subarray(ivAt - ivBytes, ivAt);
}
