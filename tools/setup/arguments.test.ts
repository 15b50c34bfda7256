import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { option, readSettings } from './arguments.mjs';

describe('the settings of a start', () => {
  it('are the demo at 127.0.0.1:3000 with state in .data when nothing is said', () => {
    const { dataDir, ...rest } = readSettings([], {});
    expect(rest).toEqual({ world: 'demo', host: '127.0.0.1', port: 3000 });
    expect(path.basename(dataDir)).toBe('.data');
  });

  it('show the live world on a database of your own, and the world that is named before either', () => {
    const own = { DATABASE_URL: 'postgresql://db.example/ads' };
    expect(readSettings([], own).world).toBe('live');
    expect(readSettings([], { ...own, WORLD: 'replay' }).world).toBe('replay');
    expect(readSettings(['--world', 'demo'], { WORLD: 'replay' }).world).toBe('demo');
  });

  it('are refused with a sentence where they make no sense', () => {
    expect(() => readSettings(['--world', 'mars'], {})).toThrow(/no world "mars"/);
    expect(() => readSettings([], { PORT: 'http' })).toThrow(/PORT must be a whole number/);
    expect(() => option(['--world'], 'world')).toThrow(/needs a value/);
  });
});

it('an option is read from both spellings', () => {
  expect(option(['--seed', '7'], 'seed')).toBe('7');
  expect(option(['--seed=7', '--seedling'], 'seed')).toBe('7');
  expect(option(['--seedling=7'], 'seed')).toBeUndefined();
});
