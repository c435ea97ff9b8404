/** Names the exact command that installs qemu-img on this system. */
import { readFile } from 'node:fs/promises';

const byFamily: readonly (readonly [family: RegExp, command: string])[] = [
  [/\b(debian|ubuntu)\b/, 'sudo apt-get install -y qemu-utils'],
  [/\b(fedora|rhel|centos|anolis|alinux|openeuler)\b/, 'sudo dnf install -y qemu-img'],
  [/\b(suse|opensuse\S*|sles)\b/, 'sudo zypper install -y qemu-tools'],
  [/\barch\b/, 'sudo pacman -S --noconfirm qemu-img'],
  [/\balpine\b/, 'sudo apk add qemu-img'],
];

/** For a person to copy; `osRelease` is the file that says which Linux this is. */
export async function installCommand(platform = process.platform, osRelease = '/etc/os-release'): Promise<string> {
  if (platform === 'win32') return 'winget install --id SoftwareFreedomConservancy.QEMU -e';
  if (platform === 'darwin') return 'brew install qemu';
  let text = '';
  try {
    text = await readFile(osRelease, 'utf8');
  } catch {
    // a Linux that does not say what it is: the commonest package name is the best there is
  }
  const families = [...text.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].map(([, value]) => value?.replaceAll('"', '')).join(' ');
  return byFamily.find(([family]) => family.test(families))?.[1] ?? 'install the package qemu-utils or qemu-img';
}
