/** The effective settings of the SSH server, for connections that no Match block but `all` is for. */
import type { GuestTree } from './guest-tree.ts';
import { readSections, valuesOf } from './network/key-files.ts';
import { globs } from './network/setting.ts';
import type { Release } from './os-release.ts';
import { unitText } from './services.ts';

export interface SshServer {
  readonly file: string;
  /** The first value of each keyword counts, in small letters, with the file that has it. */
  readonly values: ReadonlyMap<string, { readonly value: string; readonly file: string }>;
  /** All values of keywords that add up: ports, addresses, users and groups. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Lines that the server does not know, so that it does not start. */
  readonly unknown: readonly string[];
}

const mostFiles = 100;
const addUp = new Set(['port', 'listenaddress', 'allowusers', 'denyusers', 'allowgroups', 'denygroups']);

/** sshd_config(5), with those that were taken out and those that distributions put in. */
const keywords = new Set(
  `acceptenv addressfamily allowagentforwarding allowgroups allowstreamlocalforwarding allowtcpforwarding allowusers
  authenticationmethods authorizedkeyscommand authorizedkeyscommanduser authorizedkeysfile authorizedprincipalscommand
  authorizedprincipalscommanduser authorizedprincipalsfile banner casignaturealgorithms challengeresponseauthentication
  channeltimeout chrootdirectory ciphers clientalivecountmax clientaliveinterval compression debianbanner denygroups
  denyusers disableforwarding dsaauthentication exposeauthinfo fingerprinthash forcecommand gatewayports
  gssapiauthentication gssapicleanupcredentials gssapienablek5users gssapikeyexchange gssapikexalgorithms
  gssapistorecredentialsonrekey gssapistrictacceptorcheck hostbasedacceptedalgorithms hostbasedacceptedkeytypes
  hostbasedauthentication hostbasedusesnamefrompacketonly hostcertificate hostkey hostkeyagent hostkeyalgorithms hpndisabled
  hpnbuffersize ignorerhosts ignoreunknown ignoreuserknownhosts include ipqos kbdinteractiveauthentication
  kerberosauthentication kerberosgetafstoken kerberosorlocalpasswd kerberosticketcleanup kerberosuniqueccache
  kerberosusekuserok kexalgorithms keyregenerationinterval listenaddress logingracetime loglevel logverbose macs match
  maxauthtries maxsessions maxstartups minsources modulifile nonepasswdenabled noneenabled passwordauthentication
  pamauthenticationviakbdint pamservicename permitemptypasswords permitlisten permitopen permitrootlogin permittty
  permittunnel permituserenvironment permituserrc persourcemaxstartups persourcenetblocksize persourcepenalties
  persourcepenaltyexemptlist pidfile port printlastlog printmotd protocol pubkeyacceptedalgorithms pubkeyacceptedkeytypes
  pubkeyauthentication pubkeyauthoptions rdomain refuseconnection rekeylimit requiredrsasize revokedkeys rhostsauthentication
  rhostsrsaauthentication rsaauthentication rsaminsize securitykeyprovider serverkeybits setenv showpatchlevel skeyauthentication
  sshdauthpath sshdsessionpath streamlocalbindmask streamlocalbindunlink strictmodes subsystem syslogfacility tcpkeepalive
  keepalive tcprcvbufpoll trustedusercakeys unusedconnectiontimeout usedns uselogin usepam useprivilegeseparation
  versionaddendum verifyreversemapping x11displayoffset x11forwarding x11maxdisplays x11uselocalhost xauthlocation`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Undefined when there is no configuration. */
export async function readSshServer(tree: GuestTree): Promise<SshServer | undefined> {
  // SUSE has what it ships in /usr/etc
  const main = (await tree.exists('/etc/ssh/sshd_config')) ? '/etc/ssh/sshd_config' : '/usr/etc/ssh/sshd_config';
  if (!(await tree.exists(main))) return undefined;
  const values = new Map<string, { value: string; file: string }>();
  const lists = new Map<string, string[]>();
  const unknown: string[] = [];
  let files = 0;

  async function read(file: string, applies: boolean): Promise<void> {
    const text = ++files > mostFiles ? undefined : await tree.text(file);
    let counts = applies;
    for (const line of (text ?? '').split('\n', 5_000)) {
      const [, word = '', rest = ''] = /^\s*([A-Za-z]\w*)[\s=]+"?(.*?)"?\s*$/.exec(line.replace(/\s#.*$/, '')) ?? [];
      const keyword = word.toLowerCase();
      if (keyword === '') continue;
      if (keyword === 'match') counts = /^all$/i.test(rest) && applies;
      else if (keyword === 'include') for (const each of await included(tree, rest)) await read(each, counts);
      else if (!keywords.has(keyword)) unknown.push(`${file}: ${word}`);
      else if (!counts) continue;
      else if (addUp.has(keyword)) lists.set(keyword, [...(lists.get(keyword) ?? []), ...rest.split(/\s+/)]);
      else if (!values.has(keyword)) values.set(keyword, { value: rest.toLowerCase(), file });
    }
  }
  await read(main, true);
  const ignored = values.get('ignoreunknown')?.value.split(/[,\s]+/) ?? [];
  return {
    file: main,
    values,
    lists,
    unknown: unknown.filter((one) => ignored.length === 0 || !globs(ignored, one.replace(/^.*: /, '').toLowerCase())),
  };
}

async function included(tree: GuestTree, patterns: string): Promise<string[]> {
  const files: string[] = [];
  for (const pattern of patterns.split(/\s+/)) {
    const path = pattern.startsWith('/') ? pattern : `/etc/ssh/${pattern}`;
    const cut = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, cut), path.slice(cut + 1)];
    if (!/[*?[]/.test(name)) files.push(path);
    else
      files.push(
        ...(await tree.names(folder))
          .filter((one) => globs([name], one) && !one.startsWith('.'))
          .map((one) => `${folder}/${one}`),
      );
  }
  return files;
}

/** What the server does with root where its settings do not say: OpenSSH 7.0 forbade passwords, some distributions later. */
export function rootLoginByDefault(
  release: Release | undefined,
  version: string | undefined,
): 'yes' | 'prohibit-password' {
  const [, major] = /^(?:\d+:)?(\d+)\./.exec(version ?? '') ?? [];
  if (major !== undefined && Number(major) < 7) return 'yes';
  const number = Number.parseInt(release?.version ?? '', 10);
  if (release?.distribution === 'fedora') return number < 31 ? 'yes' : 'prohibit-password';
  if (release?.family === 'rhel') return number <= 8 ? 'yes' : 'prohibit-password';
  if (release?.family === 'suse') return number <= 15 ? 'yes' : 'prohibit-password';
  if (release?.family === 'debian')
    return number <= 8 || (release.distribution === 'ubuntu' && number < 16) ? 'yes' : 'prohibit-password';
  return 'prohibit-password';
}

/** Where it listens when `ssh.socket` starts it, which then counts alone. */
export async function socketListens(tree: GuestTree, unit: string): Promise<string[]> {
  return valuesOf(readSections((await unitText(tree, unit)) ?? ''), 'Socket', 'ListenStream');
}

/** The TCP ports that it listens on. */
export const portsOf = (server: SshServer | undefined): number[] => {
  const ports = server?.lists.get('port')?.map(Number) ?? [];
  const ofAddresses = (server?.lists.get('listenaddress') ?? [])
    .flatMap((one) => /(?:\]|^[^:]+):(\d+)$/.exec(one)?.[1] ?? [])
    .map(Number);
  return ports.length > 0 ? ports : ofAddresses.length > 0 ? ofAddresses : [22];
};
