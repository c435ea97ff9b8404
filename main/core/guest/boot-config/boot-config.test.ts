/** Boot menus as the distributions write them: which kernel starts, with which initramfs and root. */
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../../../build/test-guests/memory-files.ts';
import { damager, fuzzRuns } from '../../../../build/test-guests/mutate.ts';
import { treeOf } from '../../../../build/test-guests/tree.ts';
import { compareVersions, readBlsEntry } from './bls.ts';
import { type BootMenu, rootArgument } from './boot-entry.ts';
import { findBootMenus } from './find-menus.ts';
import { readGrub2 } from './grub2.ts';
import { readGrubEnvironment } from './grubenv.ts';
import { readExtlinux, readGrubLegacy } from './simple-menus.ts';

const uuid = '0a1b2c3d-1111-4222-8333-444455556666';

/** The frame that grub-mkconfig writes around every menu. */
const head = `
if [ -s $prefix/grubenv ]; then
  set have_grubenv=true
  load_env
fi
if [ "\${next_entry}" ] ; then
   set default="\${next_entry}"
   set next_entry=
   save_env next_entry
   set boot_once=true
else
   set default="DEFAULT"
fi
if [ x"\${feature_menuentry_id}" = xy ]; then
  menuentry_id_option="--id"
else
  menuentry_id_option=""
fi
export menuentry_id_option
function savedefault {
  if [ -z "\${boot_once}" ]; then
    saved_entry="\${chosen}"
    save_env saved_entry
  fi
}
`;
const entry = (title: string, id: string, kernel: string, more = ''): string => `
menuentry '${title}' --class os $menuentry_id_option '${id}' {
	load_video
	set root='hd0,msdos1'
	if [ x$feature_platform_search_hint = xy ]; then
	  search --no-floppy --fs-uuid --set=root --hint-bios=hd0,msdos1  ${uuid}
	else
	  search --no-floppy --fs-uuid --set=root ${uuid}
	fi
	echo	'Loading Linux ${kernel} ...'
	linux	/boot/vmlinuz-${kernel} root=UUID=${uuid} ro  quiet ${more}
	initrd	/boot/microcode.img /boot/initrd.img-${kernel}
}`;
const debian = (preset: string): string =>
  `${head.replace('DEFAULT', preset)}${entry('Debian GNU/Linux', 'gnulinux-simple', '6.1.0-18-amd64')}
submenu 'Advanced options for Debian GNU/Linux' $menuentry_id_option 'gnulinux-advanced' {
${entry('Debian, with Linux 6.1.0-18-amd64', 'new', '6.1.0-18-amd64')}
${entry('Debian, with Linux 6.1.0-17-amd64', 'old', '6.1.0-17-amd64')}
}
${entry('Memory test', 'memtest', 'memtest')}
if [ -f  $prefix/custom.cfg ]; then
  source $prefix/custom.cfg
fi
`;
const kernelOf = (menu: BootMenu | undefined): string | undefined => menu?.defaultEntry?.kernel;
const environment = (saved: string): ReadonlyMap<string, string> | undefined =>
  readGrubEnvironment(Buffer.from(`# GRUB Environment Block\nsaved_entry=${saved}\n`.padEnd(1_024, '#')));

describe('grub.cfg', () => {
  it('gives the default entry with its kernel, initramfs, root and device', () => {
    const menu = readGrub2(debian('0'));
    expect(menu.entries.map(({ title }) => title)).toHaveLength(4);
    expect(menu.defaultEntry).toEqual({
      title: 'Debian GNU/Linux',
      id: 'gnulinux-simple',
      kernel: '/boot/vmlinuz-6.1.0-18-amd64',
      initramfs: ['/boot/microcode.img', '/boot/initrd.img-6.1.0-18-amd64'],
      arguments: [`root=UUID=${uuid}`, 'ro', 'quiet'],
      device: { kind: 'uuid', value: uuid },
    });
    expect(menu.defaultEntry && rootArgument(menu.defaultEntry)).toBe(`UUID=${uuid}`);
  });

  it.each([
    ['1>1', '6.1.0-17-amd64'],
    ['gnulinux-advanced>old', '6.1.0-17-amd64'],
    ['Advanced options for Debian GNU/Linux>Debian, with Linux 6.1.0-17-amd64', '6.1.0-17-amd64'],
    ['2', 'memtest'],
    ['memtest', 'memtest'],
    ['not there', '6.1.0-18-amd64'],
  ])('finds the default %j', (preset, kernel) => {
    expect(kernelOf(readGrub2(debian(preset)))).toBe(`/boot/vmlinuz-${kernel}`);
    // the same name out of the environment block, as GRUB_DEFAULT=saved has it
    const saved = readGrub2(debian('${saved_entry}'), { environment: environment(preset) });
    expect(kernelOf(saved)).toBe(`/boot/vmlinuz-${kernel}`);
  });

  it('understands quotes, continued lines, comments and functions', () => {
    const menu = readGrub2(`
      # menuentry "not this" {
      function load { linux /wrong; }
      set name="A \\"B\\""
      menuentry "$name #1" --users "" --hotkey=a { set root=hd0,gpt2
        linuxefi ($root)/vmlinuz root=/dev/vda2 \\
          console=ttyS0 "dyndbg=file x +p"; initrdefi /initrd }
    `);
    expect(menu.entries).toEqual([
      {
        title: 'A "B" #1',
        id: undefined,
        kernel: '/vmlinuz',
        initramfs: ['/initrd'],
        arguments: ['root=/dev/vda2', 'console=ttyS0', 'dyndbg=file x +p'],
        device: { kind: 'name', value: '(hd0,gpt2)' },
      },
    ]);
  });

  it('does not let variables grow without end', () => {
    const doubling = `set a=xxxxxxxxxxxxxxxx\n${'set a="$a$a"\n'.repeat(60)}menuentry "$a" { linux /k }`;
    expect(readGrub2(doubling).entries[0]?.title.length).toBeLessThan(2 ** 23);
  });
});

describe('other menus', () => {
  it('reads GRUB before version 2', () => {
    const text = `
default=1
timeout=5
splashimage=(hd0,0)/grub/splash.xpm.gz
title CentOS (2.6.32-754.el6.x86_64)
	root (hd0,0)
	kernel /vmlinuz-2.6.32-754.el6.x86_64 ro root=/dev/mapper/vg-root rhgb quiet
	initrd /initramfs-2.6.32-754.el6.x86_64.img
title Old
	kernel --no-mem-option (hd0,1)/vmlinuz-old root=LABEL=/ ro
`;
    const menu = readGrubLegacy(text);
    expect(menu.entries[0]).toMatchObject({
      title: 'CentOS (2.6.32-754.el6.x86_64)',
      kernel: '/vmlinuz-2.6.32-754.el6.x86_64',
      initramfs: ['/initramfs-2.6.32-754.el6.x86_64.img'],
      device: { kind: 'name', value: '(hd0,0)' },
    });
    expect(menu.defaultEntry).toMatchObject({
      title: 'Old',
      kernel: '/vmlinuz-old',
      arguments: ['root=LABEL=/', 'ro'],
      device: { kind: 'name', value: '(hd0,1)' },
    });
    expect(readGrubLegacy(text.replace('default=1', 'default saved'), '0\n').defaultEntry?.title).toMatch(/CentOS/);
  });

  it('reads extlinux', () => {
    const menu = readExtlinux(`
DEFAULT linux
LABEL first
  MENU LABEL First ^one
  LINUX /vmlinuz
  APPEND root=/dev/sda1 initrd=/a.img,/b.img
LABEL linux
  kernel ../vmlinuz-6.1
  initrd ../initrd.img-6.1
  append root=UUID=${uuid} ro
LABEL menu
  KERNEL vesamenu.c32
`);
    expect(menu.entries.map(({ title }) => title)).toEqual(['First one', 'linux']);
    expect(menu.entries[0]?.initramfs).toEqual(['/a.img', '/b.img']);
    expect(kernelOf(menu)).toBe('../vmlinuz-6.1');
  });

  it('orders versions as rpm does', () => {
    const sorted = ['5.14.0-70.el9', '5.14.0-427.el9', '5.14.0~rc1', '5.14.0', '4.18.0', '5.14.0-70.13.1.el9'];
    expect(sorted.sort(compareVersions)).toEqual([
      ...['4.18.0', '5.14.0~rc1', '5.14.0', '5.14.0-70.el9', '5.14.0-70.13.1.el9', '5.14.0-427.el9'],
    ]);
  });
});

describe('finding menus', () => {
  const bls = (version: string): string =>
    `title Rocky Linux (${version})\nversion ${version}\nlinux /vmlinuz-${version}\n` +
    `initrd /initramfs-${version}.img $tuned_initrd\noptions $kernelopts crashkernel=1G\n`;
  const rocky = treeOf({
    '/grub2/grub.cfg': Buffer.from(`${head.replace('DEFAULT', '${saved_entry}')}\ninsmod blscfg\nblscfg\n`),
    '/grub2/grubenv': Buffer.from(
      `# GRUB Environment Block\nkernelopts=root=/dev/mapper/rl-root ro\nsaved_entry=abc-5.14.0-70.el9\n`.padEnd(
        1_024,
        '#',
      ),
    ),
    '/loader/entries/abc-5.14.0-70.el9.conf': Buffer.from(bls('5.14.0-70.el9')),
    '/loader/entries/abc-5.14.0-427.el9.conf': Buffer.from(bls('5.14.0-427.el9')),
    '/EFI/rocky/grub.cfg': Buffer.from(`search --no-floppy --fs-uuid --set=dev ${uuid}\nconfigfile $prefix/grub.cfg\n`),
  });

  it('joins grub.cfg, its environment and the entries beside it', async () => {
    const [main, stub] = await findBootMenus(memoryFiles(rocky), '');
    expect(main?.path).toBe('/grub2/grub.cfg');
    expect(main?.menu.entries.map(({ kernel }) => kernel)).toEqual([
      '/vmlinuz-5.14.0-427.el9',
      '/vmlinuz-5.14.0-70.el9',
    ]);
    expect(main?.menu.defaultEntry).toMatchObject({
      kernel: '/vmlinuz-5.14.0-70.el9',
      initramfs: ['/initramfs-5.14.0-70.el9.img'],
      arguments: ['root=/dev/mapper/rl-root', 'ro', 'crashkernel=1G'],
    });
    expect(stub).toMatchObject({ path: '/EFI/rocky/grub.cfg', menu: { entries: [] } });
  });

  it('reads systemd-boot by its own files, and finds nothing on a data disk', async () => {
    const tree = treeOf({
      '/loader/loader.conf': Buffer.from('timeout 3\ndefault arch-*\n'),
      '/loader/entries/arch-lts.conf': Buffer.from(
        'title Arch\nlinux /vmlinuz-lts\ninitrd /i.img\noptions root=/dev/vda2\n',
      ),
      '/loader/entries/zzz.conf': Buffer.from('title Z\nlinux /vmlinuz-z\n'),
    });
    const [found] = await findBootMenus(memoryFiles(tree), '');
    expect(found?.menu.loader).toBe('bls');
    expect(kernelOf(found?.menu)).toBe('/vmlinuz-lts');
    expect(await findBootMenus(memoryFiles(treeOf({ '/data': Buffer.alloc(1) })), '/boot')).toEqual([]);
  });

  it('survives any text', () => {
    const texts = [debian('1>1'), ...[...rocky.values()].map((each) => (Buffer.isBuffer(each) ? each.toString() : ''))];
    const { damage, number } = damager(5);
    for (let run = fuzzRuns(1_500); run > 0; run--) {
      const text = damage(Buffer.from(texts[number(texts.length)] ?? '')).toString('utf8');
      for (const read of [readGrub2, readGrubLegacy, readExtlinux]) expect(read(text).entries.length).toBeLessThan(50);
      readBlsEntry('x.conf', text);
      readGrubEnvironment(Buffer.from(text));
    }
  });
});
