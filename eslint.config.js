import js from '@eslint/js';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

export default tseslint.config(
  { ignores: ['node_modules/', 'build/', '.cache/', 'demo-output/', 'products/'] },
  js.configs.recommended,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Typed arrays of checked length: the assertion is the cheapest honest way to index them.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: { parser: tseslint.parser },
    },
    rules: {
      // TypeScript knows the names of the browser.
      'no-undef': 'off',
      // The window as a whole has a name of one word.
      'vue/multi-word-component-names': ['error', { ignores: ['Workbench'] }],
      // TypeScript says which properties may be left out.
      'vue/require-default-prop': 'off',
      // Prettier lays out the templates.
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
    },
  },
  {
    // The window's checklist of security: what is safe by default is not touched, addresses are given to
    // the system at one place only.
    files: ['electron/**/*.ts', 'electron-builder.config.mjs'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'webSecurity',
          'allowRunningInsecureContent',
          'experimentalFeatures',
          'enableBlinkFeatures',
          'allowDisplayingInsecureContent',
        ].map((key) => ({
          selector: `Property[key.name="${key}"], Property[key.value="${key}"]`,
          message: `${key} stays as it is by default.`,
        })),
        ...[
          'nodeIntegration',
          'nodeIntegrationInWorker',
          'nodeIntegrationInSubFrames',
          'webviewTag',
        ].map((key) => ({
          selector: `Property[key.name="${key}"] > Literal[value=true]`,
          message: `${key} is off.`,
        })),
        ...['contextIsolation', 'sandbox'].map((key) => ({
          selector: `Property[key.name="${key}"] > Literal[value=false]`,
          message: `${key} is on.`,
        })),
        {
          selector: 'Literal[value=/allowpopups|disable-web-security|<webview/]',
          message: 'Nothing is embedded, and the rules of the web hold.',
        },
      ],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['electron/security/open-external.ts', 'tests/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'shell',
          property: 'openExternal',
          message: 'Addresses are opened by electron/security/open-external.ts only.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'readonly',
        require: 'readonly',
      },
    },
  },
);
