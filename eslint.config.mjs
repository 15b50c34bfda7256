export { default } from './tools/workspace/eslint.config.mjs';
