import type { SourceTree } from './source-tree.ts';

/** What ties a text to one machine or one network: home and work folders, and the hosts packages were fetched from. */
const traces: ReadonlyArray<{ pattern: RegExp; what: string }> = [
  { pattern: /(?<![\w.:/)}-])\/(?:home|Users|root|work|workspace|mnt|tmp)\/[\w.-]+/, what: 'a path of one machine' },
  { pattern: /\b[A-Z]:\\{1,2}Users\\/, what: 'a path of one machine' },
  {
    pattern: /\bregistry\.[a-z0-9-]+\.(?:com|org|net|io|dev|co|cn)\b|\/artifactory\/|\bnpmmirror\b|^registry\s*=/im,
    what: 'the host of a package registry',
  },
  { pattern: /"resolved":\s*"https?:/, what: 'the host of a package registry' },
];

/** Each file that names a machine's folder or a registry's host, with the first line that does. */
export function machineFaults(tree: SourceTree): string[] {
  return [...tree].flatMap(([file, text]) =>
    traces.flatMap(({ pattern, what }) => {
      const match = pattern.exec(text);
      return match ? [`${file}:${text.slice(0, match.index).split('\n').length} names ${what}: ${match[0]}`] : [];
    }),
  );
}
