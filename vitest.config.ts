/**
 * How tests run: the programs' tests in Node, the page's in jsdom, then the journeys (a real browser against the built
 * programs), one file at a time so that they do not slow each other into a time limit. Two workers at most.
 */
import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';
import { noteFailures } from './build/provoked.ts';

const minuteMs = 60_000;
/** What is told by all other tests together. */
const afterAll = 'build/provoked.test.ts';

export default defineConfig({
  test: {
    maxWorkers: 2,
    // A shared machine may starve a real server or browser for a moment; a second try is told by the totals.
    retry: process.env['CI'] === undefined ? 0 : 1,
    projects: [
      {
        plugins: [noteFailures()],
        test: {
          name: 'node',
          environment: 'node',
          include: ['{contract,words,main,practice,preload,build}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, afterAll],
          testTimeout: minuteMs,
          hookTimeout: minuteMs,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'page',
          environment: 'jsdom',
          globals: true,
          include: ['renderer/**/*.test.{ts,tsx}'],
          testTimeout: minuteMs / 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 5 * minuteMs,
          hookTimeout: 3 * minuteMs,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'after all',
          environment: 'node',
          include: [afterAll],
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
