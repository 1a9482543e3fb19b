import { defineConfig } from 'vitest/config';
import { mockApi } from './dev/mock-api.ts';

export default defineConfig({
  plugins: [mockApi()],
  build: {
    target: 'es2022',
    // Inlined assets would need data: in font-src; the content security policy allows only 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'editor', test: /node_modules\/(@codemirror|@lezer|style-mod|crelt|w3c-keyname|@marijn)/ },
          ],
        },
      },
    },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
