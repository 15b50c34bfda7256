import { describe, expect, it } from 'vitest';
import { checkPassword, hashPassword, passwordFault } from './passwords.ts';

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB, two passes and one lane', async () => {
    const stored = await hashPassword('a long enough sentence');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await checkPassword('a long enough sentence', stored)).toBe(true);
    expect(await checkPassword('a long enough sentencE', stored)).toBe(false);
  });

  it('never fit a person that does not exist', async () => {
    expect(await checkPassword('nobody has this password', undefined)).toBe(false);
  });

  it.each(['short', 'Password123!', '12345678', 'aaaaaaaa', 'qwertyuiop', 'ada@example.test'])('refuse %s', (password) => {
    expect(passwordFault(password, 'ada@example.test')).toBeDefined();
  });

  it.each(['correct horse', 'blau-wie-der-Himmel', 'пароль из слов', 'x7#mQ!02'])('take %s: length counts, not composition', (password) => {
    expect(passwordFault(password, 'ada@example.test')).toBeUndefined();
  });
});
