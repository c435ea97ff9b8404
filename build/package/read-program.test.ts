/** A check that reads a program must tell a locked one from an open one. */
import { expect, test } from 'vitest';
import { fuseMark, integrityOf, readFuses, versionString } from './read-program.ts';

test('fuses, in their order', () => {
  const program = Buffer.from(`xx${fuseMark}\x01\x09010011000yy`, 'latin1');
  expect(readFuses(program)).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
  expect(readFuses(Buffer.from('no program of Electron'))).toEqual({});
});

test('a version string follows its name, after padding', () => {
  const program = Buffer.from('..ProductName\0\0ECS Image Migrator\0..', 'utf16le');
  expect(versionString(program, 'ProductName')).toBe('ECS Image Migrator');
  expect(versionString(program, 'FileDescription')).toBeUndefined();
});

test('the digest of the archive', () => {
  const digest = 'ab'.repeat(32);
  const entry = JSON.stringify([{ file: 'resources\\app.asar', alg: 'SHA256', value: digest }]);
  expect(integrityOf(Buffer.from(`..${entry}..`))).toBe(digest);
  expect(integrityOf(Buffer.from('[]'))).toBeUndefined();
});
