import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { assert } from '@flywheel/primitives';
import { keptSecret } from '../kept-secret.ts';

const fileName = 'checkpoint-key.pem';

/** The Ed25519 key that signs a deployment's checkpoints. */
export class CheckpointKey {
  /** What others check signatures with (SPKI, PEM), and its fingerprint. */
  readonly publicPem: string;
  readonly fingerprint: string;
  private readonly key: KeyObject;

  /** `privatePem`: PKCS #8. Refuses every other kind of key. */
  constructor(privatePem: string) {
    this.key = createPrivateKey(privatePem);
    assert(this.key.asymmetricKeyType === 'ed25519', 'a checkpoint key is an Ed25519 key');
    this.publicPem = createPublicKey(this.key).export({ type: 'spki', format: 'pem' }).toString();
    this.fingerprint = fingerprintOf(this.publicPem);
  }

  /** The signature over a text, 64 bytes in hex. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.key).toString('hex');
  }
}

/** Uses the key that was given, else the one in `dataDir`, which is made there at first boot (0600). */
export function loadCheckpointKey(dataDir: string, givenPem?: string): CheckpointKey {
  return new CheckpointKey(givenPem ?? keptSecret(join(dataDir, fileName), freshKey));
}

/** SHA-256 over the public key's DER, in hex. */
export function fingerprintOf(publicPem: string): string {
  return createHash('sha256')
    .update(createPublicKey(publicPem).export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** Whether the owner of that public key signed exactly this text. */
export function isSignedBy(publicPem: string, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text, 'utf8'), createPublicKey(publicPem), Buffer.from(signature, 'hex'));
}

function freshKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
