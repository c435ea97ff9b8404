/** Lint rules: the typed set, the rules of React's hooks, and the few habits of this house that a type cannot say. */
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Name what you export; only configuration files export a default.',
};
const noBarrel = {
  selector: 'ExportAllDeclaration',
  message: 'Import from the file that decides the thing; no barrels.',
};

const noOwnReader = {
  selector:
    'CallExpression[callee.property.name=/^(safeP|p)arse$/] > CallExpression[callee.object.name="JSON"][callee.property.name="parse"]',
  message: 'Read JSON by main/core/base/record-file.ts, which says in either language what does not fit.',
};

/** Letters where a person reads them: in an element, or in an attribute that is shown or spoken. */
const shown =
  /^(title|label|alt|placeholder|aria-(label|description|roledescription|valuetext)|message|description|extra|help|okText|cancelText)$/;
const letters = '/[A-Za-z]{2}/';
const noLiteralText = [
  `JSXText[value=${letters}]`,
  ...['JSXElement', 'JSXFragment', `JSXAttribute[name.name=${String(shown)}]`].flatMap((place) => [
    `${place} > JSXExpressionContainer > Literal[value=${letters}]`,
    `${place} > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=${letters}]`,
    `${place} > JSXExpressionContainer > ConditionalExpression > Literal[value=${letters}]`,
    `${place} > JSXExpressionContainer > LogicalExpression > Literal[value=${letters}]`,
  ]),
  `JSXAttribute[name.name=${String(shown)}] > Literal[value=${letters}]`,
].map((selector) => ({
  selector,
  message: 'What a person reads comes from words/, in every language.',
}));

export default defineConfig(
  globalIgnores(['dist', 'release', '.cache', 'coverage', 'node_modules']),
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // an async function may keep a promise-shaped interface without anything to wait for
      '@typescript-eslint/require-await': 'off',
      // our interfaces are kept by closures, which need no `this`
      '@typescript-eslint/unbound-method': 'off',
      // numbers read well in text; anything else still needs to be turned into words
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-syntax': ['error', noDefaultExport, noBarrel],
      eqeqeq: 'error',
      'max-lines': ['error', 400],
    },
  },
  {
    // tests read answers of other programs, and the types of those are what is being tested
    files: ['**/*.test.{ts,tsx}', '**/*.double.ts'],
    rules: Object.fromEntries(
      [
        'no-unsafe-assignment',
        'no-unsafe-member-access',
        'no-unsafe-argument',
        'no-unsafe-call',
        'no-unsafe-return',
      ].map((name) => [`@typescript-eslint/${name}`, 'off']),
    ),
  },
  {
    files: ['{contract,words,main,preload}/**/*.ts'],
    ignores: ['main/web/**', 'main/core/disk/block/nbd-export.ts', '**/*.test.ts', '**/*.double.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        ...['node:http', 'node:https', 'node:net'].map((name) => ({
          name,
          importNames: ['createServer', 'Server'],
          message: 'Only the web door, the practice cloud and the export of a planned file listen.',
        })),
      ],
    },
  },
  {
    files: ['main/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.double.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noBarrel, noOwnReader] },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['renderer/**/*.{ts,tsx}'], ...hooks.configs.flat.recommended },
  {
    files: ['renderer/**/*.tsx'],
    ignores: ['**/*.test.tsx'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noBarrel, ...noLiteralText] },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'module',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'URL',
          'AbortSignal',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
