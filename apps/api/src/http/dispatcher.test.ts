import { describe, expect, it } from 'vitest';
import { isCrossSite } from './cross-site.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { callerAddress, isOwn } from './dispatcher.ts';
import { assertSafeBinding } from './safe-binding.ts';

describe('isOwn', () => {
  it.each(['/v1', '/v1/world', '/v1?x', '/b/click', '/c/token', '/health', '/openapi.json'])('gives %s to the api', (url) =>
    expect(isOwn(url)).toBe(true),
  );
  it.each(['/', '/v1x', '/creator', '/browse', '/healthy', '/_app/immutable/a.js'])('gives %s to the dashboard', (url) =>
    expect(isOwn(url)).toBe(false),
  );
});

describe('callerAddress', () => {
  it('believes a proxy on this machine and nobody else', () => {
    expect(callerAddress('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
    expect(callerAddress('::ffff:127.0.0.1', undefined)).toBe('::ffff:127.0.0.1');
    expect(callerAddress('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
    expect(callerAddress('198.51.100.7', undefined)).toBe('198.51.100.7');
  });
});

describe('isCrossSite', () => {
  const host = { host: '127.0.0.1:3000' };
  it('believes what only a browser can say', () => {
    expect(isCrossSite('POST', { ...host, 'sec-fetch-site': 'same-origin' }, undefined)).toBe(false);
    expect(isCrossSite('POST', { ...host, 'sec-fetch-site': 'same-site' }, undefined)).toBe(true);
    expect(isCrossSite('POST', { ...host, origin: 'http://127.0.0.1:3000' }, undefined)).toBe(false);
    expect(isCrossSite('POST', { ...host, origin: 'http://127.0.0.1:4000' }, undefined)).toBe(true);
    expect(isCrossSite('POST', { ...host, origin: 'null' }, undefined)).toBe(true);
    expect(isCrossSite('POST', { ...host, origin: 'https://ads.example' }, 'https://ads.example')).toBe(false);
  });

  it('lets reading and programs pass', () => {
    expect(isCrossSite('GET', { ...host, 'sec-fetch-site': 'cross-site' }, undefined)).toBe(false);
    expect(isCrossSite('POST', host, undefined)).toBe(false);
  });
});

describe('session cookies', () => {
  it('are bound to the host under https and kept from scripts everywhere', () => {
    expect(sessionCookie(true, 'abc')).toBe('__Host-fw_session=abc; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(sessionCookie(false, undefined)).toBe('fw_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  });

  it('are found among others', () => {
    expect(readCookie('theme=dark; fw_session=abc', 'fw_session')).toBe('abc');
    expect(readCookie('xfw_session=abc', 'fw_session')).toBeUndefined();
  });
});

describe('assertSafeBinding', () => {
  it('refuses to be reachable without TLS in front', () => {
    expect(() => assertSafeBinding({ host: '0.0.0.0', origin: undefined })).toThrow('set ORIGIN');
    expect(() => assertSafeBinding({ host: '0.0.0.0', origin: 'http://ads.example' })).toThrow('set ORIGIN');
    expect(() => assertSafeBinding({ host: '0.0.0.0', origin: 'https://ads.example' })).not.toThrow();
    expect(() => assertSafeBinding({ host: '127.0.0.1', origin: undefined })).not.toThrow();
  });
});
