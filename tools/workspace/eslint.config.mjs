/** One lint run for the whole tree. The floor plan is a rule here; the architecture tests use the same functions. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { plugin } from './lint/plugin.ts';
import { always, clockAndChance, clockless, inRooms } from './lint/restrictions.mjs';
import { impureGlobals } from './rules/ambient.ts';
import { limits } from './rules/sizes.ts';
import { root } from '../setup/workspace.mjs';

const tests = ['**/*.test.ts', '**/*.spec.ts', 'tests/**'];
const syntax = (...groups) => ['error', ...groups.flat()];

const everywhere = {
  plugins: { flywheel: plugin, '@typescript-eslint': tseslint.plugin },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    'flywheel/floor-plan': 'error',
    'flywheel/no-catch-and-log': 'error',
    'flywheel/file-length': 'error',
    'max-len': ['error', { code: limits.line, ignoreUrls: true }],
    'max-lines-per-function': ['error', { max: limits.function }],
    'no-restricted-syntax': syntax(always),
    'no-extend-native': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: 'error',
    'no-undef': 'off',
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    '@typescript-eslint/consistent-type-definitions': 'off',
  },
};

export default [
  { ignores: ['**/dist/', '**/build/', '**/.svelte-kit/', '**/node_modules/', '.nx/', '.data/', 'coverage/', '**/paraglide/'] },
  js.configs.recommended,
  ...tseslint.configs.strict.map((config) => ({ ...config, files: config.files ?? ['**/*.ts', '**/*.svelte', '**/*.svelte.ts'] })),
  ...svelte.configs['flat/recommended'],
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
  },
  { files: ['**/*.ts', '**/*.mjs', '**/*.svelte'], ...everywhere },
  // The dashboard is mounted at the root, so a path needs no base put before it.
  {
    files: ['**/*.svelte'],
    rules: {
      'svelte/no-navigation-without-resolve': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { excludedRunes: ['$props', '$bindable', '$derived'] }],
    },
  },
  // Controllers and modules of Nest are classes that hold only decorators.
  { files: ['apps/**', '**/*.module.ts'], rules: { '@typescript-eslint/no-extraneous-class': 'off' } },
  { files: ['libs/**/*.ts'], rules: { 'no-restricted-syntax': syntax(always, inRooms) } },
  {
    files: ['libs/**/*.ts', 'apps/api/**/*.ts', 'apps/worker/**/*.ts'],
    ignores: ['libs/adapters/runtime/**'],
    rules: { 'no-restricted-syntax': syntax(always, inRooms, clockless), 'no-restricted-properties': ['error', ...clockAndChance] },
  },
  {
    files: ['libs/domain/**/*.ts', 'libs/contracts/primitives/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...impureGlobals] },
  },
  {
    files: ['libs/**/*.ts', 'apps/api/**/*.ts', 'apps/worker/**/*.ts', 'tests/**/*.ts', 'tools/**/*.ts'],
    languageOptions: { parserOptions: { project: 'tests/tsconfig.json', tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: tests, rules: { 'max-lines-per-function': 'off' } },
];
