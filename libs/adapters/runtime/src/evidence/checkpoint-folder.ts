import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from './checkpoint-key.ts';
import { writeDraft } from '../kept-secret.ts';

/** A signed checkpoint: its UTC day, the text that was signed, and the signature in hex. */
export type Checkpoint = { readonly day: string; readonly content: string; readonly signature: string };

/** Checkpoints outside the database, one file a day, and the public keys that they are checked with. */
export class CheckpointFolder {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Keeps a checkpoint where its day has none: what was written once is never written over. Returns whether it was new. */
  keep({ day, content, signature }: Checkpoint): boolean {
    return this.write(`${day}.json`, `${JSON.stringify({ day, content, signature }, null, 2)}\n`);
  }

  /** Keeps a public key under its fingerprint. */
  keepKey(publicPem: string): void {
    this.write(`public-key-${fingerprintOf(publicPem).slice(0, 16)}.pem`, publicPem);
  }

  /** Every checkpoint of the folder, oldest first. A file that is no checkpoint is an error that names it. */
  read(): Checkpoint[] {
    return this.names(/^\d{4}-\d\d-\d\d\.json$/).map((name) => {
      try {
        const { day, content, signature } = JSON.parse(this.text(name)) as Checkpoint;
        if ([day, content, signature].every((each) => typeof each === 'string')) return { day, content, signature };
      } catch {
        // Told below with the name of the file.
      }
      throw new Error(`${join(this.folder, name)} is no checkpoint`);
    });
  }

  /** The public keys of the folder. */
  keys(): string[] {
    return this.names(/\.pem$/).map((name) => this.text(name));
  }

  private names(pattern: RegExp): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => pattern.test(name))
      .sort();
  }

  private text(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  private write(name: string, text: string): boolean {
    const path = join(this.folder, name);
    if (existsSync(path)) return false;
    mkdirSync(this.folder, { recursive: true });
    renameSync(writeDraft(path, text), path);
    return true;
  }
}
