/** What is guessed from a disk, and what is never guessed over a person's input. */
import { describe, expect, it } from 'vitest';
import { diskReport } from '../bridge/core.double.ts';
import { filledFrom, objectAddress, problemsOf, withEnding } from './draft.ts';
import { imageNameFrom, neededGiB, originOf, platformFromName } from './proposals.ts';

const empty = { name: '', disks: [], target: {}, image: {} };

it('rounds the virtual size up to whole GiB', () => {
  expect(neededGiB(40 * 2 ** 30)).toBe(40);
  expect(neededGiB(40 * 2 ** 30 + 1)).toBe(41);
  expect(neededGiB(5)).toBe(1);
});

it.each([
  ['my server (1)', 'my-server-1-'],
  ['2024-web', 'web'],
  ['###', undefined],
  ['acs:disk', undefined],
])('makes of %s the image name %s', (name, fit) => expect(imageNameFrom(name)).toBe(fit));

it.each([
  ['centos-stream-9.vmdk', 'CentOS Stream'],
  ['CentOS7.vmdk', 'CentOS'],
  ['win2019.vhdx', 'Windows Server 2019'],
  ['web01.vmdk', undefined],
])('reads in %s the platform %s', (file, platform) => expect(platformFromName(file)).toBe(platform));

describe('filling in', () => {
  it('takes size, boot mode and names from the disk', () => {
    const filled = filledFrom(empty, { ...diskReport, bootMode: 'UEFI' });
    expect(filled).toMatchObject({
      name: 'web01',
      target: { object: 'web01.qcow2', format: 'qcow2' },
      image: { name: 'web01', systemDiskGiB: 40, bootMode: 'UEFI' },
    });
    expect(filled.image.platform).toBeUndefined();
  });
  it('leaves what was entered', () => {
    const filled = filledFrom({ ...empty, name: 'mine', image: { name: 'own', systemDiskGiB: 60 } }, diskReport);
    expect(filled).toMatchObject({ name: 'mine', image: { name: 'own', systemDiskGiB: 60 } });
  });
});

describe('typed, found on the disk, answered', () => {
  const osForm = { osType: 'linux', platform: 'CentOS', licenseType: 'BYOL', imageCheck: true } as const;
  const assess = { osForm, bootMode: 'BIOS', architecture: 'arm64' } as const;
  const uefi = { ...diskReport, bootMode: 'UEFI' } as const;

  it('takes the answers where the disk says nothing, and says where each value is from', () => {
    const filled = filledFrom({ ...empty, assess }, { ...diskReport, bootMode: 'unknown' });
    expect(filled.image).toMatchObject({ platform: 'CentOS', bootMode: 'BIOS', architecture: 'arm64' });
    expect(originOf('platform', filled, diskReport)).toBe('answers');
    expect(originOf('systemDiskGiB', filled, diskReport)).toBe('disk');
  });
  it('believes the disk before the answers, and a person before both', () => {
    expect(filledFrom({ ...empty, assess }, uefi).image.bootMode).toBe('UEFI');
    const typed = { ...empty, assess, image: { bootMode: 'BIOS' }, typed: ['bootMode'] } as const;
    const filled = filledFrom({ ...typed, disks: [], typed: ['bootMode'] }, uefi);
    expect(filled.image.bootMode).toBe('BIOS');
    expect(originOf('bootMode', filled, uefi)).toBeUndefined();
  });
  it('leaves a platform out that does not fit what is on the disk', () => {
    const windows = { ...diskReport, os: 'windows' } as const;
    const { image } = filledFrom({ ...empty, assess }, windows);
    expect(image.osType).toBe('windows');
    expect(image.platform).toBeUndefined();
  });
  it('keeps what was emptied empty, and what an old draft holds', () => {
    const emptied = { ...empty, assess, image: {}, typed: ['platform' as const] };
    expect(filledFrom(emptied, diskReport).image.platform).toBeUndefined();
    const old = { ...empty, assess, image: { platform: 'Debian' as const } };
    expect(filledFrom(old, diskReport).image.platform).toBe('Debian');
  });
});

it('finds an arm64 image that would start by BIOS', () => {
  const draft = { ...empty, image: { architecture: 'arm64' as const, bootMode: 'BIOS' as const } };
  expect(problemsOf(draft, undefined)['image.bootMode']).toBe('arm64-needs-uefi');
});

it('keeps the object’s ending in step with the format', () => {
  expect(withEnding('a/web01.qcow2', 'vhd')).toBe('a/web01.vhd');
  expect(withEnding('web01.disk', 'raw')).toBe('web01.disk.raw');
});

it('escapes what an address may not hold', () => {
  const target = { region: 'cn-hangzhou', bucket: 'b-1', object: 'a b/ü.raw' };
  expect(objectAddress(target)).toBe('https://b-1.oss-cn-hangzhou.aliyuncs.com/a%20b/%C3%BC.raw');
  expect(objectAddress({})).toBeUndefined();
});

describe('the system inside the disk', () => {
  const guest = {
    osType: 'linux',
    distribution: 'ubuntu',
    architecture: 'arm64',
    kernels: [],
    bootMode: 'UEFI',
    bootLoaders: [],
    networkCards: [],
    packages: {},
    bootDrivers: [],
    checks: [{ rule: 'linux.nvme', severity: 'none', evidence: '' }],
  } as const;
  const report = { ...diskReport, guest: structuredClone(guest) } as unknown as typeof diskReport;

  it('fills the form, and says so', () => {
    const filled = filledFrom(empty, report);
    expect(filled.image).toMatchObject({
      platform: 'Ubuntu',
      architecture: 'arm64',
      bootMode: 'UEFI',
      nvmeSupport: true,
    });
    expect(originOf('platform', filled, report)).toBe('disk');
  });
  it('is known as ECS calls it', () => {
    const of = (distribution: string, osType = 'linux') =>
      filledFrom(empty, { ...report, guest: { ...report.guest!, distribution, osType: osType as 'linux' } }).image
        .platform;
    expect(of('opensuse-leap')).toBe('OpenSUSE');
    expect(of('Windows Server 2012 R2 Standard', 'windows')).toBe('Windows Server 2012');
    expect(of('sles_sap')).toBe('SUSE');
    expect(of('ol')).toBe('Others Linux');
    expect(of('nobodys-linux')).toBeUndefined();
  });
  it('does not let a disk that starts by BIOS only be imported for UEFI', () => {
    const image = { bootMode: 'UEFI' as const };
    expect(problemsOf({ ...empty, image }, diskReport)['image.bootMode']).toBe('boot-differs');
    const both = { ...diskReport, bootCertainty: 'likely' as const };
    expect(problemsOf({ ...empty, image }, both)['image.bootMode']).toBeUndefined();
  });
});
