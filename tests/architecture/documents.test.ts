import { describe, expect, it } from 'vitest';
import { machineFaults } from '../../tools/workspace/rules/machine-traces.ts';
import { headings, readmeFaults } from '../../tools/workspace/rules/readmes.ts';
import { filesOf, readTree } from '../../tools/workspace/rules/source-tree.ts';
import { everything, root, rooms } from './repository.ts';

const anyText = readTree(root, ['.ci', 'docker', '.npmrc', '.gitignore'], /./);

describe('documents keep their promises', () => {
  it('every room with source says what it owns, in five headings and 60 lines', () => {
    expect(readmeFaults(rooms)).toEqual([]);
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
