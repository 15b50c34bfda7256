import { chanceOf, type FtrlOptions } from '@flywheel/ranking/heads';

/** The plain way to compare with: FTRL-Proximal with its state by name and value in a Map, growing with every new value. */
export function dictionaryHead({ alpha, beta, l1, l2 }: Omit<FtrlOptions, 'slotsLog2'>) {
  const states = new Map<string, { z: number; n: number }>();
  const weightOf = (key: string): number => {
    const { z, n } = states.get(key) ?? { z: 0, n: 0 };
    return Math.abs(z) <= l1 ? 0 : -(z - Math.sign(z) * l1) / ((beta + Math.sqrt(n)) / alpha + l2);
  };
  const keysOf = (fields: readonly string[], values: readonly string[]): string[] => [
    '',
    ...fields.map((field, at) => `${field}=${values[at]}`),
  ];
  const predict = (fields: readonly string[], values: readonly string[]): number =>
    chanceOf(keysOf(fields, values).reduce((sum, key) => sum + weightOf(key), 0));
  return {
    predict,
    learn(fields: readonly string[], values: readonly string[], label: 0 | 1): void {
      const gradient = predict(fields, values) - label;
      for (const key of keysOf(fields, values)) {
        const weight = weightOf(key);
        const { z, n } = states.get(key) ?? { z: 0, n: 0 };
        const sigma = (Math.sqrt(n + gradient * gradient) - Math.sqrt(n)) / alpha;
        states.set(key, { z: z + gradient - sigma * weight, n: n + gradient * gradient });
      }
    },
  };
}
