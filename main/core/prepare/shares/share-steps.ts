/** The steps of a share recipe: which commands each end needs, with the person's own names in them, quoted. */
import type { ShareForm, ShareStepId, ShareSystem } from '../../../../contract/prepare.ts';
import { parsed, powershell, run, type Snippet } from '../items/snippet.ts';
import { exportsWord, psQuote, shQuote } from './quoting.ts';

export interface ShareStep {
  readonly id: ShareStepId;
  readonly snippets: readonly Snippet[];
}

const install = (system: Exclude<ShareSystem, 'windows'>, rhel: string, debian: string, suse: string): Snippet => {
  if (system === 'debian') return parsed('needs-package-archive', 'apt-get update', `apt-get install -y ${debian}`);
  if (system === 'suse') return parsed('needs-package-archive', `zypper install -y ${suse}`);
  const tool = system === 'rhel-6' || system === 'rhel-7' ? 'yum' : 'dnf';
  return parsed('needs-package-archive', `${tool} -y install ${rhel}`);
};
/** Starts services now and at each start of the machine. */
const start = (system: ShareSystem, ...services: string[]): Snippet =>
  parsed(
    'needs-service-manager',
    ...services.flatMap((name) =>
      system === 'rhel-6'
        ? [`service ${name} start`, `chkconfig ${name} on`]
        : [`systemctl enable ${name}`, `systemctl restart ${name}`],
    ),
  );
const openFor = (system: ShareSystem, client: string, ...services: string[]): Snippet[] => {
  if (system === 'rhel-6') return [parsed('needs-service-manager', `iptables -I INPUT -s ${shQuote(client)} -j ACCEPT`, 'service iptables save')]; // prettier-ignore
  if (system === 'debian')
    return [
      parsed('needs-service-manager', `if command -v ufw >/dev/null; then ufw allow from ${shQuote(client)}; fi`),
    ];
  return [
    parsed(
      'needs-service-manager',
      ...services.map((name) => `firewall-cmd --permanent --add-service=${name}`),
      'firewall-cmd --reload',
    ),
  ];
};

function nfsServer(form: ShareForm): ShareStep[] {
  const { server, client } = form;
  if (server.system === 'windows') {
    const share = psQuote(server.share ?? '');
    return [
      {
        id: 'install',
        snippets: [powershell('Install-WindowsFeature FS-NFS-Service -IncludeManagementTools')],
      },
      {
        id: 'folder',
        snippets: [powershell(`New-Item -ItemType Directory -Force -Path ${psQuote(server.folder)}`)],
      },
      { id: 'export', snippets: [powershell(`New-NfsShare -Name ${share} -Path ${psQuote(server.folder)} -EnableUnmappedAccess $true -Authentication sys`, `Grant-NfsSharePermission -Name ${share} -ClientName ${psQuote(client.address)} -ClientType host -Permission readwrite -AllowRootAccess $true`)] }, // prettier-ignore
      { id: 'check-server', snippets: [powershell(`Get-NfsShare -Name ${share}`)] },
    ];
  }
  const { system } = server;
  const line = `${exportsWord(server.folder)} ${client.address}(rw,sync,no_root_squash,no_subtree_check)`;
  const services =
    system === 'rhel-6' ? ['rpcbind', 'nfs'] : system === 'debian' ? ['nfs-kernel-server'] : ['rpcbind', 'nfs-server'];
  return [
    {
      id: 'install',
      snippets: [install(system, 'nfs-utils rpcbind', 'nfs-kernel-server', 'nfs-kernel-server')],
    },
    { id: 'folder', snippets: [run(`mkdir -p ${shQuote(server.folder)}`)] },
    { id: 'export', snippets: [run(`printf '%s\\n' ${shQuote(line)} >> /etc/exports`)] },
    { id: 'start', snippets: [start(system, ...services), parsed('needs-service-manager', 'exportfs -ra')] },
    { id: 'firewall', snippets: openFor(system, client.address, 'nfs', 'mountd', 'rpc-bind') },
    { id: 'check-server', snippets: [parsed('asks-the-machine', 'exportfs -v', 'showmount -e localhost')] },
  ];
}

function smbServer(form: ShareForm): ShareStep[] {
  const { server, client } = form;
  const user = server.user ?? '';
  const share = server.share ?? '';
  if (server.system === 'windows') {
    return [
      {
        id: 'folder',
        snippets: [powershell(`New-Item -ItemType Directory -Force -Path ${psQuote(server.folder)}`)],
      },
      { id: 'user', snippets: [powershell(`net user ${psQuote(user)} * /add`, `icacls ${psQuote(server.folder)} /grant ${psQuote(`${user}:(OI)(CI)M`)}`)] }, // prettier-ignore
      {
        id: 'export',
        snippets: [powershell(`net share ${psQuote(`${share}=${server.folder}`)} ${psQuote(`/GRANT:${user},CHANGE`)}`)],
      },
      { id: 'firewall', snippets: [powershell(`netsh advfirewall firewall add rule 'name=ECS migration share' dir=in action=allow protocol=TCP localport=445 ${psQuote(`remoteip=${client.address}`)}`)] }, // prettier-ignore
      { id: 'check-server', snippets: [powershell(`net share ${psQuote(share)}`)] },
    ];
  }
  const { system } = server;
  const folder = shQuote(server.folder);
  const section = [`[${share}]`, `path = ${server.folder}`, 'read only = no', 'browseable = no', `valid users = ${user}`, 'create mask = 0600', 'directory mask = 0700']; // prettier-ignore
  const red = system.startsWith('rhel');
  return [
    { id: 'install', snippets: [install(system, 'samba', 'samba', 'samba')] },
    { id: 'user', snippets: [parsed('asks-a-person', `id ${user} >/dev/null 2>&1 || useradd -M -s /sbin/nologin ${user}`, `smbpasswd -a ${user}`)] }, // prettier-ignore
    { id: 'folder', snippets: [run(`mkdir -p ${folder}`), parsed('needs-administrator', `chown ${user} ${folder}`), ...(red ? [parsed('needs-administrator', 'if command -v setsebool >/dev/null; then setsebool -P samba_export_all_rw on; fi')] : [])] }, // prettier-ignore
    {
      id: 'export',
      snippets: [run(`printf '%s\\n' ${section.map(shQuote).join(' ')} >> /etc/samba/smb.conf`)],
    },
    { id: 'start', snippets: [start(system, system === 'debian' ? 'smbd' : 'smb')] },
    { id: 'firewall', snippets: openFor(system, client.address, 'samba') },
    { id: 'check-server', snippets: [parsed('asks-the-machine', 'testparm -s')] },
  ];
}

/** The end that shares the folder. */
export const serverSteps = (form: ShareForm): ShareStep[] =>
  form.protocol === 'nfs' ? nfsServer(form) : smbServer(form);

const letterOf = (form: ShareForm) => `${form.client.mountAt.charAt(0).toUpperCase()}:`;
/** What the client mounts: `\\host\share`, `//host/share` or `host:/folder`. */
export function shareAddress({ protocol, server, client }: ShareForm): string {
  if (client.system === 'windows') {
    const name =
      protocol === 'nfs' && server.system !== 'windows'
        ? server.folder.slice(1).replaceAll('/', '\\')
        : (server.share ?? '');
    return `\\\\${server.host}\\${name}`;
  }
  if (protocol === 'smb') return `//${server.host}/${server.share ?? ''}`;
  return `${server.host}:${server.system === 'windows' ? `/${server.share ?? ''}` : server.folder}`;
}

/** The end that writes into it; `readOnly` for a conversion station that only reads. */
export function clientSteps(form: ShareForm, readOnly: boolean): ShareStep[] {
  const { protocol, server, client } = form;
  const address = shareAddress(form);
  if (client.system === 'windows') {
    const letter = letterOf(form);
    return protocol === 'smb'
      ? [{ id: 'mount', snippets: [powershell(`net use ${letter} ${psQuote(address)} ${psQuote(`/user:${server.host}\\${server.user ?? ''}`)} * /persistent:no`)] }] // prettier-ignore
      : [
          { id: 'install', snippets: [powershell('Install-WindowsFeature NFS-Client')] },
          {
            id: 'mount',
            snippets: [powershell(`& "$env:SystemRoot\\System32\\mount.exe" -o anon ${psQuote(address)} ${letter}`)],
          },
        ];
  }
  const { system } = client;
  const at = shQuote(client.mountAt);
  const options = readOnly ? 'ro' : 'rw';
  return [
    { id: 'install', snippets: [protocol === 'nfs' ? install(system, 'nfs-utils', 'nfs-common', 'nfs-client') : install(system, 'cifs-utils', 'cifs-utils', 'cifs-utils')] }, // prettier-ignore
    { id: 'folder', snippets: [run(`mkdir -p ${at}`)] },
    { id: 'mount', snippets: [parsed('needs-network', protocol === 'nfs' ? `mount -t nfs -o ${options},hard ${shQuote(address)} ${at}` : `mount -t cifs -o ${options},username=${server.user ?? ''} ${shQuote(address)} ${at}`)] }, // prettier-ignore
  ];
}

/** Reach, room and a file written and removed again. */
export function testSteps(form: ShareForm): ShareStep[] {
  if (form.client.system === 'windows') {
    const letter = letterOf(form);
    return [
      { id: 'room', snippets: [powershell(`Get-WmiObject Win32_LogicalDisk -Filter "DeviceID='${letter}'" | Select-Object FreeSpace, Size`)] }, // prettier-ignore
      { id: 'write', snippets: [powershell(`[IO.File]::WriteAllText('${letter}\\ecs-write-test', 'x'); Remove-Item '${letter}\\ecs-write-test'`)] }, // prettier-ignore
    ];
  }
  const at = shQuote(form.client.mountAt);
  return [
    { id: 'room', snippets: [run(`df -P ${at}`)] },
    {
      id: 'write',
      snippets: [run(`echo x > ${at}/ecs-write-test && rm ${at}/ecs-write-test && echo works`)],
    },
  ];
}

/** Taking it down again. */
export function afterSteps(form: ShareForm): ShareStep[] {
  const unmount =
    form.client.system === 'windows'
      ? powershell(`net use ${letterOf(form)} /delete`)
      : parsed('needs-network', `umount ${shQuote(form.client.mountAt)}`);
  return [
    { id: 'unmount', snippets: [unmount] },
    { id: 'take-back', snippets: [] },
  ];
}
