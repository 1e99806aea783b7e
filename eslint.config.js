import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TS = ['**/*.ts', '**/*.mts'];
const TESTS = ['**/*.spec.ts', 'test/**', 'bench/**', '**/*.d.mts'];
const node = Object.fromEntries(
  [
    ...['process', 'console', 'Buffer', 'URL', 'URLSearchParams', 'performance', 'fetch', 'AbortController'],
    ...['AbortSignal', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate'],
    ...['TextEncoder', 'TextDecoder', 'structuredClone'],
  ].map((name) => [name, 'readonly']),
);
const browser = Object.fromEntries(
  ['document', 'window', 'navigator', 'location', 'fetch', 'setTimeout'].map((name) => [name, 'readonly']),
);

const NOW = 'Ask core/clock for the time (or the database for a lease), so that a test may move it.';
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NOW },
  { selector: "CallExpression[callee.name='Date']", message: NOW },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: NOW },
];

const PURE = 'A rule is a pure function: facts in, answer out.';
const impure = [
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: PURE },
  { selector: 'ImportSpecifier[imported.name=/^random/]', message: PURE },
  { selector: "Identifier[name='process']", message: PURE },
  { selector: 'AwaitExpression', message: PURE },
];

/** Rules may also use the functions of Node that only compute. */
const RULES_IMPORT = '^(?!(\\.{1,2}/.*\\.rules\\.js|node:(crypto|url|util|buffer))$)';

export default defineConfig(
  { ignores: ['dist*/', 'node_modules/', 'coverage/', '.folkmoot/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
      'no-control-regex': 'off',
      'object-shorthand': 'error',
      'prefer-template': 'error',
    },
  },
  { files: ['**/*.mjs', '*.js'], languageOptions: { globals: node } },
  { files: ['src/**/public/**/*.js'], languageOptions: { globals: browser } },
  { files: ['scripts/bootstrap.mjs'], rules: { 'prefer-template': 'off' } },
  {
    files: TS,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, properties: false } },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-declaration-merging': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: TESTS,
    rules: {
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
    },
  },
  { files: TESTS, rules: { 'max-lines': ['error', 300] } },
  {
    // Mostly SQL, which reads better in one piece.
    files: ['src/core/database/migrations/*.ts'],
    rules: { 'max-lines-per-function': ['error', 60] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/core/clock/**', 'src/**/*.rules.ts'],
    rules: { 'no-restricted-syntax': ['error', ...clock] },
  },
  {
    files: ['src/**/*.rules.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...clock, ...impure],
      'no-restricted-imports': ['error', { patterns: [{ regex: RULES_IMPORT, message: PURE }] }],
    },
  },
);
