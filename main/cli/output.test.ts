/** What the command line says to people is in their language; what it says to programs keeps its names and its English. */
import { expect, it } from 'vitest';
import { Failure } from '../../contract/failure-error.ts';
import type { DiskLook } from '../../contract/disks.ts';
import { say } from '../../contract/said.ts';
import type { Locale } from '../../words/locale.ts';
import { humanOutput, jsonOutput } from './output.ts';

const seen = { says: 'seen', where: '/etc/selinux/config', what: ['SELINUX=enforcing'] } as const;
const disk = {
  path: '/disks/web01.vmdk',
  files: [{ name: 'web01.vmdk', state: 'found', bytes: 2 ** 20 }],
  usable: true,
  refusals: [],
  report: {
    format: 'vmdk',
    subformat: 'monolithicSparse',
    virtualSizeBytes: 2 ** 30,
    storedSizeBytes: 2 ** 20,
    allocatedBytes: 2 ** 20,
    bootMode: 'BIOS',
    partitionTable: 'mbr',
    partitions: [],
    findings: [
      {
        rule: 'linux.selinux',
        severity: 'mind',
        appliesTo: 'system',
        facts: { distribution: '' },
        evidence: seen,
      },
    ],
  },
} as unknown as DiskLook;

function said(locale: Locale): string[] {
  const lines: string[] = [];
  const output = humanOutput((line) => void lines.push(line), undefined, locale);
  output.disk(disk.path, disk);
  output.stage('convert', {
    at: 'done',
    attempt: 1,
    since: '2026-01-01T00:00:00.000Z',
    when: '2026-01-01T00:01:05.000Z',
  });
  output.finished({}, (words) => words.noMigrations);
  output.failed(new Failure('asked.wrong-use', { reason: say('no-command', 'fly') }).view());
  return lines;
}

it('speaks English', () => {
  expect(said('en')).toContain('Convert: done (1 min 5 s)');
  expect(said('en')).toContain('  virtual size 1 GiB, stored size 1 MiB, data 1 MiB');
  expect(said('en').join('\n')).toContain('there is no command fly');
});

it('speaks Chinese, and quotes paths and settings as they are', () => {
  const lines = said('zh');
  expect(lines).toContain('转换：已完成（1 分钟 5 秒）');
  expect(lines.join('\n')).toContain('SELinux 已启用：/etc/selinux/config：SELINUX=enforcing。');
  expect(lines.filter((line) => !/\p{Script=Han}/u.test(line))).toEqual([disk.path, '  vmdk，monolithicSparse']);
});

it('tells programs what was seen as a sentence in English', () => {
  const lines: string[] = [];
  jsonOutput((line) => void lines.push(line)).disk(disk.path, disk);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    event: 'disk',
    findings: [{ rule: 'linux.selinux', severity: 'mind', evidence: '/etc/selinux/config: SELINUX=enforcing' }],
  });
});
