/**
 * What is built and how: the programs (ESM, every package bundled in, for Node 20 and Electron), the preload (one CJS
 * file, as a sandboxed preload must be) and the page. `vite build --app` builds all three into dist/.
 */
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** `optionalNative`: speed-ups that a package tries to load and does without; they are never bundled. */
const optionalNative = ['bufferutil', 'utf-8-validate'];
const external = [/^node:/, ...builtinModules, 'electron', ...optionalNative];

function program(
  input: Record<string, string>,
  outDir: string,
  format: 'es' | 'cjs',
  ending: string,
): EnvironmentOptions {
  return {
    consumer: 'server',
    // packages inside a bundle are CommonJS at heart and may ask for their own file name
    ...(format === 'es' ? { define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' } } : {}),
    resolve: { noExternal: true, external: ['electron', ...optionalNative] },
    build: {
      ssr: true,
      outDir: here(outDir),
      emptyOutDir: true,
      copyPublicDir: false,
      sourcemap: true,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        input,
        external,
        output: {
          format,
          entryFileNames: `[name].${ending}`,
          chunkFileNames: `shared-[name]-[hash].${ending}`,
        },
      },
    },
  };
}

export default defineConfig({
  root: here('renderer'),
  base: './',
  plugins: [react()],
  // the page is served under a strict policy: nothing inline, no data: scripts
  build: {
    outDir: here('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: true,
    chunkSizeWarningLimit: 4_000,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  environments: {
    main: program(
      {
        electron: here('main/electron/main.ts'),
        'core-process': here('main/electron/core-process.ts'),
        web: here('main/web/main.ts'),
        cli: here('main/cli/main.ts'),
        'sample-disk': here('build/sample-disk.ts'),
      },
      'dist/main',
      'es',
      'js',
    ),
    preload: program({ index: here('preload/index.ts') }, 'dist/preload', 'cjs', 'cjs'),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload', 'client']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
