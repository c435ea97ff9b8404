/** What a door is told at its start is taken, and what it does not know is refused. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { defaultDataFolder } from '../core/base/data-folder.ts';
import { readStartOptions } from './start-options.ts';

const here = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

test('told nothing, the door keeps its data at home and takes a free port', () => {
  expect(readStartOptions([], true)).toEqual({
    dataFolder: defaultDataFolder(),
    practice: { kind: 'embedded' },
    practiceOnly: false,
    port: 0,
  });
});

test('everything told is taken', () => {
  const args = ['--practice', 'http://127.0.0.1:8080', '--sample', 's.vmdk', '--data-dir', 'd', '--port', '9000'];
  expect(readStartOptions(args, true)).toEqual({
    dataFolder: here('d'),
    practice: { kind: 'url', url: 'http://127.0.0.1:8080' },
    practiceOnly: true,
    samplePath: here('s.vmdk'),
    port: 9000,
  });
});

test.each([
  ['--prot', '1'],
  ['--port', 'x'],
  ['--port', '70000'],
  ['disk.vmdk', ''],
  ['http://127.0.0.1:8080', ''],
])('%s %s is wrong use', (...args) => {
  expect(() => readStartOptions(args, true)).toThrow(expect.objectContaining({ code: 'asked.wrong-use' }) as Error);
});

test('switches of Chromium do not stop the window', () => {
  const options = readStartOptions(['--no-sandbox', '--remote-debugging-port=0', '--sample', 's.vmdk'], false);
  expect(options.samplePath).toBe(here('s.vmdk'));
});
