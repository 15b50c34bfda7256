import { hash, verify } from '@node-rs/argon2';
import { wellKnownPasswords } from './well-known-passwords.ts';

// OWASP's minimum for argon2id: 19 MiB, two passes, one lane; the library's algorithm default is argon2id.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const shortest = 8;
let decoy: Promise<string> | undefined;

/** Why a new password can not be taken, or undefined. Length and guessability only: no rule of composition. */
export function passwordFault(password: string, email: string): string | undefined {
  if ([...password].length < shortest) return `a password has at least ${shortest} characters`;
  const folded = password.toLowerCase();
  if (wellKnownPasswords.has(folded) || wellKnownPasswords.has(folded.replace(/[\d!.?*#$]+$/, '')))
    return 'this password is on every list of well-known ones';
  if (new Set(folded).size < 4) return 'this password repeats itself';
  if (folded === email.toLowerCase() || folded === email.toLowerCase().split('@')[0]) return 'this password is the e-mail address';
  return undefined;
}

/** An argon2id string of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether a password is the one behind `stored`. Without `stored` it works as long and says no: nobody learns which addresses exist. */
export async function checkPassword(password: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== undefined;
}
