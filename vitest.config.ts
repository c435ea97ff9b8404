import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{contract,main,practice,preload,build}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        test: { name: 'page', environment: 'jsdom', globals: true, include: ['renderer/**/*.test.{ts,tsx}'], testTimeout: 30_000 },
      },
    ],
  },
});
