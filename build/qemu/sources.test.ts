/** Sources come from the mirror the system uses, are locked by digest, and foreign libraries are refused. */
import { expect, test } from 'vitest';
import { foreignLibraries, knownFormats } from './check-program.ts';
import { mirrors } from './archive.ts';
import { lockedParts } from './lock.ts';

const pins = { sources: lockedParts().filter(({ tool }) => tool !== true) };

test.each([
  [
    'deb http://mirror.example/debian bookworm main\ndeb http://mirror.example/debian-security bookworm-security main',
    'http://mirror.example/debian-security',
  ],
  ['Types: deb\n# http://old.example/debian\nURIs: https://mirror.example/debian/\nSuites: bookworm', undefined],
])('mirrors out of %j', (text, security) => {
  const found = mirrors(text);
  expect(found.main).toMatch(/^https?:\/\/mirror\.example\/debian$/);
  expect(found.security).toBe(security);
});

test('a system without a Debian mirror is told so', () => {
  expect(() => mirrors('deb http://archive.example/ubuntu noble main')).toThrow(/No Debian mirror/);
});

test('every source is locked: a description, at least one archive, a digest for each', () => {
  expect(pins.sources.map(({ name }) => name)).toContain('qemu');
  for (const { name, files, texts } of pins.sources) {
    expect(
      Object.keys(files).filter((file) => file.endsWith('.dsc')),
      name,
    ).toHaveLength(1);
    expect(
      Object.keys(files).some((file) => file.includes('.orig')),
      name,
    ).toBe(true);
    expect(
      Object.values(files).every((sum) => /^[0-9a-f]{64}$/.test(sum)),
      name,
    ).toBe(true);
    expect(texts.length, name).toBeGreaterThan(0);
  }
});

test('a library that Windows does not have is found', () => {
  expect(foreignLibraries('\tDLL Name: KERNEL32.dll\n\tDLL Name: libglib-2.0-0.dll\n')).toEqual(['libglib-2.0-0.dll']);
});

test.each([
  ['behind the colon', 'Usage\n\nSupported formats: qcow2 raw vmdk\n\nSee <https://qemu.example>\n'],
  ['in a paragraph of their own', 'Supported image formats:\n\n  copy-on-read qcow2\n  raw vmdk\n\nSee\n'],
])('knows the formats that qemu-img names %s', (_, help) => {
  const known = knownFormats(help);
  for (const format of ['qcow2', 'raw', 'vmdk']) expect(known).toContain(format);
  expect(known).not.toContain('See');
});
