/** The form for a shared folder: what it begins with, and which field a refusal is about. Pure functions. */
import type { FailureView } from '../../../contract/failure.ts';
import type { ShareForm, ShareSystem } from '../../../contract/prepare.ts';

const mountPoint = (system: ShareSystem): string => (system === 'windows' ? 'Z:' : '/mnt/store');
export const folderExample = (system: ShareSystem): string => (system === 'windows' ? 'D:\\store' : '/data/store');

/** For a server of this kind: Windows writes to SMB, Linux to NFS. */
export function shareStart(osType: 'linux' | 'windows'): ShareForm {
  const system = osType === 'windows' ? 'windows' : 'rhel-7';
  return {
    protocol: osType === 'windows' ? 'smb' : 'nfs',
    server: { system: 'debian', host: '', folder: '', share: 'store', user: 'migrate' },
    client: { system, address: '', mountAt: mountPoint(system) },
  };
}

/** A proposed mount point follows the kind of system; one that was typed is kept. */
export function withClientSystem(form: ShareForm, system: ShareSystem): ShareForm {
  const { client } = form;
  const mountAt = client.mountAt === mountPoint(client.system) ? mountPoint(system) : client.mountAt;
  return { ...form, client: { ...client, system, mountAt } };
}

export const needsShareName = ({ protocol, server }: ShareForm): boolean =>
  protocol === 'smb' || server.system === 'windows';

/** What is wrong, by field (`server.host`); undefined when the failure is about something else. */
export function fieldProblems(failure: FailureView | undefined): Readonly<Record<string, string>> | undefined {
  if (failure === undefined || failure.code !== 'asked.input-invalid') return undefined;
  const { problems } = failure.facts as { problems: string };
  const lines = problems.split('\n').map((line) => /^((?:server|client)\.\w+): (.+)$/.exec(line));
  if (lines.some((line) => line === null)) return undefined;
  return Object.fromEntries(lines.map((line) => [line?.[1] ?? '', line?.[2] ?? '']));
}
