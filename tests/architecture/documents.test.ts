import { describe, expect, it } from 'vitest';
import { machineFaults } from '../../tools/workspace/rules/machine-traces.ts';
import { deadPaths } from '../../tools/workspace/rules/named-paths.ts';
import { headings, readmeFaults } from '../../tools/workspace/rules/readmes.ts';
import { filesOf, readTree } from '../../tools/workspace/rules/source-tree.ts';
import { everything, root, rooms } from './repository.ts';

const anyText = readTree(root, ['.ci', 'docker', '.npmrc', '.gitignore'], /./);

describe('documents keep their promises', () => {
  it('every room with source says what it owns, in five headings and 60 lines', () => {
    expect(readmeFaults(rooms)).toEqual([]);
  });

  it('a path or a test that a page names is there', () => {
    expect(deadPaths(new Map([...everything, ...anyText]))).toEqual([]);
  });

  it('nothing names one machine or one package registry', () => {
    expect(machineFaults(new Map([...everything, ...anyText]))).toEqual([]);
  });

  it('the root README has at most 100 lines', () => {
    const readme = filesOf(everything, /^README\.md$/).get('README.md') ?? '\n'.repeat(101);
    expect(readme.split('\n').length).toBeLessThanOrEqual(101);
  });
});

const folder = 'libs/domain/auction';
const readme = headings.map((heading) => `## ${heading}\ntext\n`).join('\n');
const room = (text: string): Map<string, string> =>
  new Map([
    [`${folder}/src/index.ts`, ''],
    [`${folder}/README.md`, text],
  ]);

describe('a planted gap in a README is caught', () => {
  it('no README', () => {
    expect(readmeFaults(new Map([[`${folder}/src/index.ts`, '']]))).toEqual([`${folder}/README.md is missing`]);
  });

  it.each([
    { fault: 'a heading left out', text: readme.replace('## Words', '## Vocabulary') },
    {
      fault: 'headings in another order',
      text: readme.replace('## Owns', '## X').replace('## Words', '## Owns').replace('## X', '## Words'),
    },
    { fault: '61 lines', text: readme + 'more\n'.repeat(61 - readme.split('\n').length + 1) },
  ])('$fault', ({ text }) => {
    expect(readmeFaults(room(text))).toHaveLength(1);
  });

  it('a good one stands', () => {
    expect(readmeFaults(room(readme))).toEqual([]);
  });
});

describe('a planted dead path is caught', () => {
  const tree = (text: string): Map<string, string> => new Map([...room(readme), [`${folder}/src/rank.test.ts`, ''], ['docs/a.md', text]]);

  it.each(['see `libs/domain/auction/src/gone.ts`', 'see `tools/gone/`', 'proved by `rank.test.ts`'])('%s', (text) => {
    expect(deadPaths(tree(text))).toHaveLength(1);
  });

  it.each(['see `libs/domain/auction/src/index.ts`', 'see `libs/domain/auction/`', 'a form: `libs/<layer>/<room>`'])('not: %s', (text) => {
    expect(deadPaths(tree(text))).toEqual([]);
  });

  it("a test is found below its own room's README", () => {
    expect(deadPaths(new Map([...tree(''), [`${folder}/README.md`, 'proved by `rank.test.ts`']]))).toEqual([]);
  });
});

// Joined from parts, so that this file does not hold what it plants.
const home = ['', 'home', 'ada', 'flywheel'].join('/');
describe('a planted trace of a machine is caught', () => {
  it.each([
    `const dir = '${home}';`,
    `cd ${['', 'Users', 'ada'].join('/')}`,
    `DATA=${['', 'work', 'main'].join('/')}`,
    ['C:', 'Users', 'ada'].join('\\'),
    ['registry', 'npmjs', 'org'].join('.'),
    ['"resolved": "https', '//packages.example.org/x.tgz"'].join(':'),
    ['registry', 'https://packages.example.org'].join(' = '),
  ])('%s', (text) => {
    expect(machineFaults(new Map([['tools/a.mjs', text]]))).toHaveLength(1);
  });

  it('while addresses on the web and folders of an image stand', () => {
    expect(machineFaults(new Map([['README.md', 'https://example.org/home/page and WORKDIR /app and /var/lib/flywheel']]))).toEqual([]);
  });
});
