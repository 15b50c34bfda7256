/** Finds optional platform packages that the lock does not hold: `npm ci` fails on them wherever the registry has them. */

/** The lock's key of `name` as seen from the package at `place`, following npm's own search upwards; `undefined` where it has none. */
const found = (packages, place, name) => {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const key = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[key]) return key;
    if (at === '') return undefined;
  }
};

/** One sentence for each optional dependency of any package in the lock that the lock itself does not hold. */
export const lockGaps = ({ packages }) =>
  Object.entries(packages).flatMap(([place, each]) =>
    Object.entries(each.optionalDependencies ?? {})
      .filter(([name]) => !found(packages, place, name))
      .map(([name, range]) => `${name}@${range}, wanted by ${place || 'the root'}, is missing from package-lock.json`),
  );
