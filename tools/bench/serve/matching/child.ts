import { measureMatching } from './measure-matching.ts';

const sizes = (process.argv[2] ?? '').split(',').map(Number);
const send = (message: unknown): void => void process.send?.(message);

send({ result: measureMatching(sizes, (line) => send({ line })) });
process.disconnect?.();
