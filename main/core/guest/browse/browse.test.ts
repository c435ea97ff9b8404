/** Looking around in a guest: folders with sizes, texts with their beginning, and no secret by name, by content or by another name. */
import { posix } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { writeHive } from '../../../../build/test-guests/hive-writer.ts';
import { memoryFiles } from '../../../../build/test-guests/memory-files.ts';
import { treeOf, type TreeEntry } from '../../../../build/test-guests/tree.ts';
import { guestListing, guestPreview, type GuestPreview } from '../../../../contract/browse.ts';
import { listFolder, previewFile } from './browse.ts';

const { signal } = new AbortController();
const privateKey = `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----\nb3BlbnNzaC1rZXktdjE\n`;
const shadow = 'root:$6$abcdefgh$0123456789:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n';

async function preview(path: string, content: TreeEntry): Promise<GuestPreview> {
  const files = memoryFiles(treeOf({ [path]: content }));
  return guestPreview.parse(await previewFile(files, path, signal));
}

test('a folder is listed with sizes and where links lead, folders first', async () => {
  const files = memoryFiles(
    treeOf({
      '/etc/hostname': Buffer.from('web\n'),
      '/etc/ssh/sshd_config': Buffer.alloc(9),
      '/etc/localtime': { link: '../usr/share/zoneinfo/UTC' },
      '/etc/shadow': Buffer.from(shadow),
    }),
  );
  expect(guestListing.parse(await listFolder(files, '/etc', signal))).toEqual({
    kind: 'listing',
    cut: false,
    entries: [
      { name: 'ssh', kind: 'directory', secret: false },
      { name: 'hostname', kind: 'file', sizeBytes: 4, secret: false },
      { name: 'localtime', kind: 'link', target: '../usr/share/zoneinfo/UTC', secret: false },
      { name: 'shadow', kind: 'file', sizeBytes: shadow.length, secret: true },
    ],
  });
  expect(await listFolder(files, '/nowhere', signal)).toEqual({ kind: 'problem', problem: 'not-found' });
});

test('a folder of thousands is listed in part, and says so', async () => {
  const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [`/d/f${n}`, Buffer.alloc(0)]));
  const listing = await listFolder(memoryFiles(treeOf(many)), '/d', signal);
  expect(listing).toMatchObject({ kind: 'listing', cut: true });
});

test('the beginning of a text is shown, also as Windows writes it, and anything else is not', async () => {
  const long = 'a line of a log\n'.repeat(9_000);
  expect(await preview('/var/log/syslog', Buffer.from(long))).toMatchObject({
    kind: 'text',
    cut: true,
    masked: false,
    sizeBytes: long.length,
  });
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Grüße', 'utf16le')]);
  expect(await preview('/Users/x/note.txt', wide)).toMatchObject({ kind: 'text', text: 'Grüße' });
  expect(await preview('/bin/ls', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]))).toMatchObject({
    kind: 'hidden',
    because: 'binary',
  });
  expect(await preview('/etc', 'directory')).toEqual({ kind: 'problem', problem: 'not-a-file' });
});

describe('secrets are not shown', () => {
  it.each([
    '/etc/shadow',
    '/etc/shadow-',
    '/etc/gshadow',
    '/etc/security/opasswd',
    '/etc/ssh/ssh_host_ed25519_key',
    '/srv/home/.ssh/id_rsa',
    '/srv/a/.ssh/deploy',
    '/etc/ssl/private/web.crt',
    '/srv/site.key',
    '/srv/home/.aws/credentials',
    '/srv/home/.aliyun/config.json',
    '/srv/home/.netrc',
    '/srv/home/.pgpass',
    '/srv/home/.bash_history',
    '/etc/NetworkManager/system-connections/office.nmconnection',
    '/etc/krb5.keytab',
    '/var/lib/cloud/instance/user-data.txt',
    '/etc/wireguard/wg0.conf',
    '/Windows/System32/config/SAM',
    '/WINDOWS/system32/CONFIG/RegBack/x',
    '/Users/Administrator/NTUSER.DAT',
    '/Windows/Panther/unattend.xml',
    '/Windows/NTDS/ntds.dit',
    '//etc/./shadow',
    '/Windows/../Windows/System32/config/x',
  ])('by name: %s', async (path) => {
    const files = memoryFiles(treeOf({ [posix.normalize(`/${path}`)]: Buffer.from('harmless\n') }));
    expect(await previewFile(files, path, signal)).toEqual({
      kind: 'hidden',
      because: 'secret',
      sizeBytes: 9,
    });
  });

  it.each([
    ['a private key', Buffer.from(`notes\n${privateKey}`)],
    ['a copy of shadow', Buffer.from(shadow)],
    ['locked accounts only', Buffer.from('root:!:19000:0:99999:7:::\n')],
    ['a password file of a web server', Buffer.from('admin:$apr1$x$y\n')],
    ['a hive', writeHive({ values: {} })],
    ['a menu of GRUB with a password', Buffer.from(`password_pbkdf2 root grub.pbkdf2.sha512.10000.${'A1'.repeat(20)}`)],
    ['a key of PuTTY', Buffer.from('PuTTY-User-Key-File-3: ssh-rsa\n')],
    ['an account file of a cloud', Buffer.from('{"private_key": "x"}')],
  ])('by content, whatever the name: %s', async (_, content) => {
    expect(await preview('/srv/notes.txt', content)).toMatchObject({ kind: 'hidden', because: 'secret' });
  });

  it('a link is not followed, so that a harmless name shows nothing', async () => {
    const files = memoryFiles(treeOf({ '/etc/shadow': Buffer.from('plain words'), '/srv/x': { link: '/etc/shadow' } }));
    expect(await previewFile(files, '/srv/x', signal)).toEqual({ kind: 'link', target: '/etc/shadow' });
  });

  it.each([
    ['password = hunter22\nport = 1', 'password = ••••\nport = 1'],
    ['{"apiKey": "abc-def"}', '{"apiKey": ••••}'],
    ['url=https://me:topsecret@host/x', 'url=https://me:••••@host/x'],
    ['key LTAIabcdefghijklmnop end', 'key •••• end'],
    ['<add password>letmein</add>', '<add password>letmein</add>'],
    ['<db-password>letmein</db-password>', '<db-password>••••</db-password>'],
  ])('values within a text are masked: %s', async (text, shown) => {
    expect(await preview('/etc/app.conf', Buffer.from(text))).toMatchObject({
      kind: 'text',
      text: shown,
      masked: text !== shown,
    });
  });

  it('public things stay visible', async () => {
    for (const path of [
      '/etc/passwd',
      '/srv/home/.ssh/id_rsa.pub',
      '/srv/home/.ssh/authorized_keys',
      '/etc/ssh/sshd_config',
      '/etc/default/grub',
    ])
      expect([path, (await preview(path, Buffer.from('root:x:0:0:root:/root:/bin/bash\n'))).kind]).toEqual([
        path,
        'text',
      ]);
  });
});
