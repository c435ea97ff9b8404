import { describe, expect, it } from 'vitest';
import type { CheckFindings } from '../../../../contract/prepare.ts';
import { knownHost } from './known-host.ts';

const of = (host: CheckFindings['host'], tool: CheckFindings['tool'] = 'check-linux') =>
  knownHost({ tool, when: '', host, items: [], ignored: [] });

describe('the server behind a result file', () => {
  it.each([
    [{ osId: 'centos', osVersion: '6.5' }, 'centos-6'],
    [{ osId: 'centos', osVersion: '9', osName: 'CentOS Stream 9' }, 'centos-stream-9'],
    [{ osId: 'ubuntu', osVersion: '20.04' }, 'ubuntu-20'],
    [{ osId: 'sles', osVersion: '12.5' }, 'suse-12'],
    [{ osId: 'opensuse-leap', osVersion: '15.5' }, 'opensuse-15'],
    [{ osId: 'alinux', osVersion: '3' }, 'alibaba-cloud-linux-3'],
    [{ osId: 'kylin', osVersion: 'V10' }, 'kylin-v10'],
    [{ osId: 'fedora', osVersion: '40' }, 'fedora'],
    [{ osId: 'alpine', osVersion: '3.18' }, undefined],
    [{ osId: 'debian', osVersion: '99' }, undefined],
    [{ osId: '__proto__', osVersion: '1' }, undefined],
  ] as [CheckFindings['host'], string | undefined][])('%o is %s', (host, os) => {
    expect(of(host).os).toBe(os);
  });
  it.each([
    ['Microsoft Windows Server 2012 R2 Standard', 'windows-2012-r2'],
    ['Microsoft Windows Server 2012 Datacenter', 'windows-2012'],
    ['Microsoft(R) Windows(R) Server 2003, Standard Edition', 'windows-2003'],
    ['Microsoft(R) Windows(R) Server 2003 Standard x64 Edition', 'windows-2003'],
    ['Microsoft(R) Windows(R) Server 2003 R2, Enterprise Edition', 'windows-2003-r2'],
    ['Microsoft® Windows Server® 2008 Standard ', 'windows-2008'],
    ['Microsoft Windows Server 2025 Standard', 'windows-2025'],
    ['Microsoft Windows 11 Enterprise', 'windows-11'],
    ['Microsoft Windows Server 2019 数据中心版', 'windows-2019'],
    ['Microsoft Windows Server 2031 Standard', undefined],
    ['Microsoft Windows Server 2019 Datacenter', 'windows-2019'],
    ['Microsoft Windows 10 Pro', 'windows-10'],
  ])('%s is %s', (osName, os) => {
    expect(of({ osName }, 'check-windows').os).toBe(os);
  });
  it('tells boot mode and architecture as the import form has them', () => {
    expect(of({ bootMode: 'UEFI', architecture: 'aarch64' })).toEqual({
      bootMode: 'UEFI',
      architecture: 'arm64',
    });
    expect(of({ bootMode: 'magic', architecture: 'vax' })).toEqual({});
    expect(of({ platform: 'CentOS', os_big_version: '7' }, 'image_check').os).toBe('centos-7');
  });
});
