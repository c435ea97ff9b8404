import { describe, expect, it } from 'vitest';
import {
  checkFindings,
  itemState,
  preparation,
  type CheckResult,
  type ItemState,
} from '../../../../contract/prepare.ts';
import { rulesWords } from '../../../../words/en/rules/all.ts';
import { checklistFor } from '../checklist.ts';
import { prepareWords } from '../../../../words/en/prepare/all.ts';
import { readResult, resultBytes } from './read-result.ts';
import { tickItems } from './tick.ts';

const result = (change: Partial<CheckResult> = {}): CheckResult => ({
  schema: 1,
  tool: 'check-linux',
  version: '1',
  when: '2026-01-02T03:04:05Z',
  host: { osId: 'centos' },
  items: [
    { id: 'selinux', status: 'problem', evidence: ['/etc/selinux/config: SELINUX=enforcing'] },
    { id: 'firewall', status: 'ok', evidence: ['none'] },
    { id: 'ext4-features', status: 'not-applicable', evidence: ['xfs'] },
    { id: 'nvme', status: 'unknown', evidence: [] },
  ],
  ...change,
});
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const invalid = expect.objectContaining({ code: 'asked.input-invalid' });

describe('a result file', () => {
  it('is read, also as PowerShell redirects it', () => {
    expect(checkFindings.parse(readResult(bytes(result()))).items).toHaveLength(4);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(result()), 'utf16le')]);
    expect(readResult(utf16).host).toEqual({ osId: 'centos' });
    expect(readResult(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(result())])).tool).toBe('check-linux');
  });

  it.each([
    ['not JSON', Buffer.from('sh: not found')],
    ['empty', Buffer.alloc(0)],
    ['another schema', bytes({ ...result(), schema: 2 })],
    ['another tool', bytes({ ...result(), tool: 'rootkit' })],
    ['unknown fields', bytes({ ...result(), extra: 1 })],
    ['a list', bytes([result()])],
    ['null', bytes(null)],
    [
      'too many items',
      bytes(
        result({
          items: Array.from({ length: 201 }, (_, n) => ({ id: `i${n}`, status: 'ok', evidence: [] })),
        }),
      ),
    ],
    ['long evidence', bytes(result({ items: [{ id: 'x', status: 'ok', evidence: ['x'.repeat(513)] }] }))],
    ['a strange id', bytes(result({ items: [{ id: '../x', status: 'ok', evidence: [] }] }))],
    ['too large', Buffer.alloc(resultBytes + 1, 0x20)],
    ['deeply nested', Buffer.from('['.repeat(200_000))],
  ])('is refused: %s', (_, file) => {
    expect(() => readResult(file)).toThrow(invalid);
  });

  it('lets the first answer count when an item comes twice', () => {
    const twice = result({
      items: [
        { id: 'firewall', status: 'problem', evidence: [] },
        { id: 'firewall', status: 'ok', evidence: [] },
      ],
    });
    expect(readResult(bytes(twice))).toMatchObject({
      items: [{ tick: 'firewall', status: 'problem' }],
      ignored: ['firewall'],
    });
  });
});

describe('the report of image_check', () => {
  const report = {
    platform: 'CentOS',
    os_big_version: 7,
    os_small_version: '6',
    architecture: 'x86_64',
    system_disk_size: 40,
    version: '1.0',
    time: '2021-05-01',
    check_items: [
      ['driver', 'OK'],
      ['shadow file attribute', 'FAILED'],
      ['security', 'FAILED'],
      ['qemu-ga', 'OK'],
      ['network', 'WARNING'],
      ['ssh', 'OK'],
      ['firewall', 'WARNING'],
      ['file system', 'OK'],
      ['device id', 'FAILED'],
      ['root account', 'OK'],
      ['passwd command', 'OK'],
      ['partition table', 'OK'],
      ['/lib', 'OK'],
      ['disk size', 'OK'],
      ['disk use rate', 'OK'],
      ['inode use rate', 'WARNING'],
      ['aliens', 'OK'],
    ].map(([name, word]) => ({ name, result: word, error_code: '0', description: 'd', comment: '' })),
  };

  it('is understood: all sixteen items, the worse of two answers counts, the unknown is kept by name', () => {
    const found = checkFindings.parse(readResult(bytes(report)));
    const status = Object.fromEntries(found.items.map((item) => [item.tick, item.status]));
    expect(status).toEqual({
      virtio: 'ok',
      'shadow-attributes': 'problem',
      selinux: 'problem',
      'qemu-ga': 'ok',
      'network-manager': 'warning',
      ssh: 'ok',
      firewall: 'warning',
      'file-system': 'ok',
      fstab: 'problem',
      'root-account': 'ok',
      'passwd-command': 'ok',
      partitions: 'ok',
      'system-files': 'ok',
      'disk-size': 'ok',
      'free-space': 'warning',
    });
    expect(found).toMatchObject({ tool: 'image_check', ignored: ['aliens'], host: { os_big_version: '7' } });
  });
  it('is refused when it is not one', () => {
    expect(() => readResult(bytes({ check_items: 'all fine' }))).toThrow(invalid);
  });
});

describe('ticking', () => {
  const list = checklistFor(
    { os: 'centos-7', from: 'vmware', capture: 'vmware-copy' },
    { rules: rulesWords, prepare: prepareWords },
  );
  const at = '2026-01-02T03:04:05Z';
  it('ticks what is fine, keeps open what is not, with the evidence; leaves alone what could not be seen', () => {
    const states = tickItems(list, readResult(bytes(result())), {}, at);
    expect(states['firewall']).toMatchObject({ state: 'done', by: 'script', evidence: 'none' });
    expect(states['selinux']).toMatchObject({
      state: 'open',
      evidence: '/etc/selinux/config: SELINUX=enforcing',
    });
    expect(states['ext4-features']).toMatchObject({ state: 'not-applicable' });
    expect(states['nvme']).toBeUndefined();
    const request = { os: 'centos-7', from: 'vmware', capture: 'vmware-copy' } as const;
    preparation.parse({ schema: 1, request, items: states });
  });
  it('never overwrites a person, keeps notes, and corrects its own earlier answer', () => {
    const person: ItemState = { state: 'later', note: 'on Monday', by: 'person', at };
    const noted: ItemState = itemState.parse({ state: 'open', note: 'ask Ann', by: 'person', at });
    const before = { selinux: person, firewall: noted };
    const states = tickItems(list, readResult(bytes(result())), before, at);
    expect(states['selinux']).toMatchObject({
      state: 'later',
      note: 'on Monday',
      by: 'person',
      evidence: expect.stringContaining('enforcing'),
    });
    expect(states['firewall']).toMatchObject({ state: 'done', note: 'ask Ann', by: 'script' });
    const worse = result({ items: [{ id: 'firewall', status: 'problem', evidence: ['on'] }] });
    expect(tickItems(list, readResult(bytes(worse)), states, at)['firewall']).toMatchObject({
      state: 'open',
    });
  });
});
