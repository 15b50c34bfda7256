import { createHash, randomBytes } from 'node:crypto';

/** A secret that is shown once: `prefix` and 256 random bits in base64url. */
export function newSecret(prefix: string): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a secret. Plain SHA-256 is enough for 256 random bits; passwords go through argon2id. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
