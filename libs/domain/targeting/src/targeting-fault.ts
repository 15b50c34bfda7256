/** Why an expression is refused: the faulty node, the rule it breaks, and a sentence for a person. */
export type TargetingFault = {
  /** Path of the faulty node from the root, e.g. `all.1.not.values`; '' is the root itself. */
  path: string;
  rule: 'shape' | 'depth' | 'values' | 'empty-any' | 'range' | 'sensitive';
  sentence: string;
};

/** Thrown inside the parser alone and caught at its door. */
export class Refusal extends Error {
  readonly fault: TargetingFault;

  constructor(path: string, rule: TargetingFault['rule'], sentence: string) {
    super(sentence);
    this.fault = { path, rule, sentence };
  }
}

/** Refuses a node with a field that it can not have. */
export function onlyFields(node: Record<string, unknown>, known: readonly string[], path: string): void {
  const strange = Object.keys(node).find((field) => !known.includes(field));
  if (strange !== undefined) throw new Refusal(join(path, strange), 'shape', `a node does not have ${strange} here`);
}

/** One step further down a path. */
export function join(path: string, step: string): string {
  return path === '' ? step : `${path}.${step}`;
}
