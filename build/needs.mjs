/** Which programs of the system a start needs, and how to get them: installed on Debian as root, else the command is told. */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture, say, Stop } from './setup.mjs';

const qemu = { file: 'qemu-img', apt: 'qemu-utils', dnf: 'qemu-img', zypper: 'qemu-tools', brew: 'qemu' };
const ext4 = { file: 'mke2fs', apt: 'e2fsprogs', dnf: 'e2fsprogs', zypper: 'e2fsprogs', brew: 'e2fsprogs' };
const xfs = { file: 'mkfs.xfs', apt: 'xfsprogs', dnf: 'xfsprogs', zypper: 'xfsprogs', brew: 'xfsprogs' };
const btrfs = { file: 'mkfs.btrfs', apt: 'btrfs-progs', dnf: 'btrfs-progs', zypper: 'btrfsprogs' };
const fat = {
  file: 'mkfs.fat',
  apt: 'dosfstools',
  dnf: 'dosfstools',
  zypper: 'dosfstools',
  brew: 'dosfstools',
};
const mtools = { file: 'mcopy', apt: 'mtools', dnf: 'mtools', zypper: 'mtools', brew: 'mtools' };
const exfat = { file: 'mkfs.exfat', apt: 'exfatprogs', dnf: 'exfatprogs', zypper: 'exfatprogs' };
const lvm = { file: 'pvck', apt: 'lvm2', dnf: 'lvm2', zypper: 'lvm2' };
const md = { file: 'mdadm', apt: 'mdadm', dnf: 'mdadm', zypper: 'mdadm' };
/** Runs the kernel that formats and fills disks; that kernel is fetched from Debian, so other systems go without. */
const emulator = { file: 'qemu-system-x86_64', apt: 'qemu-system-x86' };
const ntfs = { file: 'mkntfs', apt: 'ntfs-3g', dnf: 'ntfsprogs', zypper: 'ntfsprogs' };
const python = { file: 'python3', apt: 'python3', dnf: 'python3', zypper: 'python3', brew: 'python3' };
const hivex = { file: 'hivexget', apt: 'libhivex-bin', dnf: 'hivex', zypper: 'hivex' };
const rpm = { file: 'rpmbuild', apt: 'rpm', dnf: 'rpm-build', zypper: 'rpm-build', brew: 'rpm' };
const berkeley = { file: 'db5.3_load', apt: 'db5.3-util' };
/** Those whose program and package are called alike, nearly everywhere. */
const packers = ['cpio', 'zstd', 'lz4', 'bzip2', 'xz'].map((file) => ({
  file,
  apt: file === 'xz' ? 'xz-utils' : file,
  dnf: file,
  zypper: file,
  brew: file,
}));
const busybox = { file: 'busybox', apt: 'busybox', dnf: 'busybox', zypper: 'busybox' };
const shellcheck = {
  file: 'shellcheck',
  apt: 'shellcheck',
  dnf: 'ShellCheck',
  zypper: 'ShellCheck',
  brew: 'shellcheck',
};
/** They judge the practice cloud; other systems have no package of the SDK. */
const goJudge = [
  { file: 'go', apt: 'golang-go' },
  {
    file: '/usr/share/gocode/src/github.com/aliyun/aliyun-oss-go-sdk/oss/client.go',
    apt: 'golang-github-aliyun-aliyun-oss-go-sdk-dev',
  },
];
const curl = { file: 'curl', apt: 'curl', dnf: 'curl', zypper: 'curl', brew: 'curl' };
const strace = { file: 'strace', apt: 'strace', dnf: 'strace', zypper: 'strace' };
const browser = { file: 'chromium', apt: 'chromium', dnf: 'chromium', zypper: 'chromium', brew: 'chromium' };
const chinese = {
  file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  apt: 'fonts-noto-cjk',
  dnf: 'google-noto-sans-cjk-fonts',
  zypper: 'noto-sans-cjk-fonts',
};

/** For packaging: a browser draws the icons. The check stands in for the rest with what Debian has. */
const packaging = [
  browser,
  { file: 'makensis', apt: 'nsis' },
  { file: '7za', apt: 'p7zip-full' },
  { file: 'x86_64-w64-mingw32-gcc', apt: 'gcc-mingw-w64-x86-64-win32' },
  { file: 'i686-w64-mingw32-gcc', apt: 'gcc-mingw-w64-i686-win32' },
  { file: '/usr/lib/wine/wine64', apt: 'wine64' },
  { file: 'mksquashfs', apt: 'squashfs-tools' },
  { file: 'desktop-file-validate', apt: 'desktop-file-utils' },
];

/** `must`: without it the start makes no sense; `better`: the program says for itself what it misses. */
const needed = {
  wizard: { must: [], better: [qemu, ext4] },
  dev: { must: [], better: [qemu, ext4] },
  web: { must: [], better: [qemu] },
  cli: { must: [], better: [qemu] },
  demo: { must: [qemu, ext4], better: [] },
  bench: { must: [qemu], better: [] },
  // its Debian packages are the script's own business
  qemu: { must: [], better: [] },
  // the icons are drawn by whatever Chromium is found
  package: { must: [], better: [] },
  'package-check': { must: [qemu, ...packaging], better: [] },
  test: {
    must: [qemu],
    better: [
      ext4,
      xfs,
      btrfs,
      fat,
      mtools,
      exfat,
      lvm,
      md,
      emulator,
      ntfs,
      python,
      hivex,
      rpm,
      berkeley,
      ...packers,
      ...goJudge,
      curl,
      strace,
      busybox,
      shellcheck,
      browser,
      chinese,
    ],
  },
};

function isThere({ file }) {
  if (file.startsWith('/')) return process.platform !== 'linux' || existsSync(file);
  // administrators' folders too: an ordinary user's PATH lacks them on Debian, and mke2fs is there
  const own = process.env['ECS_IMAGE_MIGRATOR_RESOURCES'];
  const folders = [
    ...(own === undefined ? [] : [join(own, 'qemu')]),
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
  ];
  const names = process.platform === 'win32' ? [`${file}.exe`] : [file];
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

/** Looks for what `mode` needs, installs it where that may be done, and stops the start where it must not continue. */
export async function ensureNeeds(mode) {
  const { must, better } = needed[mode];
  const missing = [...must, ...better].filter((each) => !isThere(each));
  if (missing.length === 0) return;
  if (isDebian() && process.getuid?.() === 0) await aptInstall(missing.map((each) => each.apt));
  const still = missing.filter((each) => !isThere(each));
  if (still.length === 0) return;
  say(`Missing: ${still.map((each) => each.apt).join(', ')}. ${advice(still)}`);
  if (still.some((each) => must.includes(each))) throw new Stop(`"${mode}" cannot start without it.`);
}

export function isDebian() {
  return process.platform === 'linux' && existsSync('/usr/bin/apt-get');
}

export async function aptInstall(packages) {
  say(`Installing ${packages.join(', ')} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => capture('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
  const install = () => apt('install', '--no-install-recommends', ...packages);
  let result = await install();
  if (!result.ok) {
    // no package lists yet, or old ones
    await apt('update');
    result = await install();
  }
  if (!result.ok) say(result.output);
}

function advice(missing) {
  const names = (kind) => missing.flatMap((each) => each[kind] ?? []).join(' ');
  if (process.platform === 'win32') {
    return 'Get QEMU for Windows from https://www.qemu.org/download/#windows and add its folder to PATH.';
  }
  if (process.platform === 'darwin') return `Run: brew install ${names('brew')}`;
  if (isDebian()) return `Run: sudo apt-get install ${names('apt')}`;
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (/suse/i.test(system)) return `Run: sudo zypper install ${names('zypper')}`;
  return `Run: sudo dnf install ${names('dnf')}`;
}
