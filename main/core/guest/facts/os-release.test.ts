/** Which system a guest is, by files as distributions write them; the minor number too, where another file has it. */
import { expect, test } from 'vitest';
import { memoryFiles } from '../../../../build/test-guests/memory-files.ts';
import { treeOf } from '../../../../build/test-guests/tree.ts';
import { guestTree } from './guest-tree.ts';
import { readRelease, type Release } from './os-release.ts';

const { signal } = new AbortController();

const release = (files: Readonly<Record<string, string>>): Promise<Release | undefined> =>
  readRelease(
    guestTree(
      [
        {
          at: '/',
          files: memoryFiles(
            treeOf(
              Object.fromEntries(Object.entries(files).map(([name, text]) => [`/etc/${name}`, Buffer.from(text)])),
            ),
          ),
        },
      ],
      signal,
    ),
  );
const os = (id: string, version?: string, more = ''): string =>
  `NAME=x\nID="${id}"\n${version === undefined ? '' : `VERSION_ID="${version}"\n`}${more}`;

test.each<[string, string | undefined, Record<string, string>]>([
  [
    'centos',
    '7.9.2009',
    { 'os-release': os('centos', '7'), 'centos-release': 'CentOS Linux release 7.9.2009 (Core)\n' },
  ],
  [
    'centos',
    '6.10',
    { 'centos-release': 'CentOS release 6.10 (Final)\n', 'redhat-release': 'CentOS release 6.10 (Final)\n' },
  ],
  ['centos', '5.11', { 'redhat-release': 'CentOS release 5.11 (Final)\n' }],
  [
    'centos-stream',
    '8',
    {
      'os-release': os('centos', '8', 'PRETTY_NAME="CentOS Stream 8"\n'),
      'centos-release': 'CentOS Stream release 8\n',
    },
  ],
  ['rhel', '6.10', { 'redhat-release': 'Red Hat Enterprise Linux Server release 6.10 (Santiago)\n' }],
  ['rhel', '9.4', { 'os-release': os('rhel', '9.4') }],
  ['ol', '7.8', { 'os-release': os('ol', '7.8'), 'oracle-release': 'Oracle Linux Server release 7.8\n' }],
  ['rocky', '9.3', { 'os-release': os('rocky', '9.3') }],
  ['fedora', '42', { 'os-release': os('fedora', '42') }],
  ['amzn', '2', { 'os-release': os('amzn', '2') }],
  ['amzn', '2018.03', { 'system-release': 'Amazon Linux AMI release 2018.03\n' }],
  [
    'alinux',
    '3',
    { 'os-release': os('alinux', '3'), 'alinux-release': 'Alibaba Cloud Linux release 3 (Soaring Falcon)\n' },
  ],
  ['anolis', '8.8', { 'os-release': os('anolis', '8.8') }],
  ['openEuler', '22.03', { 'os-release': os('openEuler', '22.03') }],
  ['kylin', 'V10', { 'os-release': os('kylin', 'V10') }],
  ['debian', '10.4', { 'os-release': os('debian', '10'), debian_version: '10.4\n' }],
  ['debian', '6.0.10', { debian_version: '6.0.10\n' }],
  ['debian', undefined, { 'os-release': os('debian'), debian_version: 'trixie/sid\n' }],
  ['ubuntu', '22.04', { 'os-release': os('ubuntu', '22.04'), debian_version: 'bookworm/sid\n' }],
  ['ubuntu', '10.04', { 'lsb-release': 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\n', debian_version: 'squeeze/sid\n' }],
  ['arch', undefined, { 'os-release': os('arch') }],
  ['arch', undefined, { 'lsb-release': 'DISTRIB_ID=Arch\nDISTRIB_RELEASE=rolling\n' }],
  ['alpine', '3.19.1', { 'os-release': os('alpine', '3.19.1') }],
  ['sles', '12.5', { 'os-release': os('sles', '12.5') }],
  ['sles', '11.4', { 'SuSE-release': 'SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4\n' }],
  ['sles_sap', '12.4', { 'os-release': os('sles', '12.4', 'CPE_NAME="cpe:/o:suse:sles_sap:12:sp4"\n') }],
  ['sles_sap', '15', { 'os-release': os('sles', '15'), 'products.d/SLES_SAP.prod': '<?xml version="1.0"?>\n' }],
  ['opensuse-leap', '15.5', { 'os-release': os('opensuse-leap', '15.5') }],
  ['opensuse', '13.1', { 'SuSE-release': 'openSUSE 13.1 (x86_64)\nVERSION = 13.1\n' }],
])('%s %s (%#)', async (distribution, version, files) => {
  expect(await release(files)).toMatchObject({ distribution, version });
});

test('Fedora CoreOS is told from Fedora', async () => {
  expect(await release({ 'os-release': os('fedora', '41', 'VARIANT_ID=coreos\n') })).toMatchObject({
    edition: 'coreos',
  });
});

test('what says nothing is not guessed', async () => {
  expect(await release({ hostname: 'x' })).toBeUndefined();
});
