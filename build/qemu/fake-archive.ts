/** An archive like Debian's, for tests: some packages in a folder, with lists signed by a key made for it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const digest = (text: string, kind = 'sha256'): string => createHash(kind).update(text).digest('hex');
/** When the expired key was good. */
const longAgo = ['--faked-system-time', '20200101T000000!'];

export class FakeArchive {
  readonly folder: string;
  readonly mirrors: { readonly main: string; readonly security: string };
  readonly keys: string;
  readonly #home: string;

  constructor(folder: string) {
    this.folder = folder;
    this.mirrors = { main: `copy:${folder}/debian`, security: `copy:${folder}/debian-security` };
    this.keys = join(folder, 'keys.gpg');
    this.#home = join(folder, 'gpg');
    mkdirSync(this.#home, { mode: 0o700, recursive: true });
    this.#gpg('--quick-gen-key', 'good', 'ed25519', 'sign', 'never');
    this.#gpg('--quick-gen-key', 'other', 'ed25519', 'sign', 'never');
    this.#gpg(...longAgo, '--quick-gen-key', 'expired', 'ed25519', 'sign', '1d');
    this.#gpg('--output', this.keys, '--export', 'good', 'expired');
  }

  /** Puts the revisions of `demo` there, those of the main suite and those of the security suite; what was there is gone. */
  publish(versions: readonly string[], { security = [] as readonly string[], key = 'good' } = {}): void {
    rmSync(join(this.folder, 'debian'), { recursive: true, force: true });
    rmSync(join(this.folder, 'debian-security'), { recursive: true, force: true });
    this.#suite('debian', 'trixie', 'pool/main/d/demo', versions, key);
    this.#suite('debian', 'trixie-updates', 'pool/main/d/demo', [], key);
    this.#suite('debian-security', 'trixie-security', 'pool/updates/main/d/demo', security, key);
  }

  /** Ends what gpg leaves running. */
  close(): void {
    execFileSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: this.#home } });
  }

  #suite(root: string, suite: string, pool: string, versions: readonly string[], key: string): void {
    const place = join(this.folder, root, 'dists', suite);
    mkdirSync(join(place, 'main', 'source'), { recursive: true });
    mkdirSync(join(place, 'main', 'binary-amd64'), { recursive: true });
    mkdirSync(join(this.folder, root, pool), { recursive: true });
    const paragraphs = versions.map((version) => {
      const files = filesOf(version);
      for (const [file, text] of Object.entries(files)) writeFileSync(join(this.folder, root, pool, file), text);
      const sums = (kind: string): string =>
        Object.entries(files)
          .map(([file, text]) => `\n ${digest(text, kind)} ${text.length} ${file}`)
          .join('');
      return `Package: demo\nBinary: demo\nVersion: ${version}\nFormat: 3.0 (quilt)\nDirectory: ${pool}\nFiles:${sums('md5')}\nChecksums-Sha256:${sums('sha256')}\n\n`;
    });
    const lists = { 'main/source/Sources': paragraphs.join(''), 'main/binary-amd64/Packages': '' };
    for (const [name, text] of Object.entries(lists)) writeFileSync(join(place, name), text);
    const sums = Object.entries(lists).map(([name, text]) => ` ${digest(text)} ${text.length} ${name}\n`);
    const release = join(place, 'Release');
    writeFileSync(
      release,
      `Suite: ${suite}\nCodename: ${suite}\nDate: ${new Date().toUTCString()}\nArchitectures: amd64\nComponents: main\nSHA256:\n${sums.join('')}`,
    );
    const time = key === 'expired' ? longAgo : [];
    if (key !== 'none')
      this.#gpg(...time, '--local-user', key, '--output', join(place, 'InRelease'), '--clearsign', release);
  }

  #gpg(...args: string[]): void {
    const common = ['--homedir', this.#home, '--batch', '--yes', '--quiet', '--pinentry-mode', 'loopback'];
    execFileSync('gpg', [...common, '--passphrase', '', ...args], { stdio: 'pipe' });
  }
}

/** The files of one revision of `demo`, with their contents. */
export function filesOf(version: string): Record<string, string> {
  const [, upstream = ''] = /^(?:\d+:)?(.*)-/.exec(version) ?? [];
  const short = version.replace(/^\d+:/, '');
  return {
    [`demo_${short}.dsc`]: `description of ${version}\n`,
    [`demo_${upstream}.orig.tar.gz`]: `sources of ${upstream}\n`,
    [`demo_${short}.debian.tar.xz`]: `changes of ${version}\n`,
  };
}
