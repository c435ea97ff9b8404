/** Decides whether what was typed into the share form can be used: one problem for each field that cannot. */
import type { ShareForm, ShareProblem } from '../../../../contract/prepare.ts';

export interface FieldProblem {
  readonly field: string;
  readonly problem: ShareProblem;
}

const nameLabel = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const isAddress = (text: string) => {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
};

/** A host name (RFC 1123, and the underscore Windows allows) or an IPv4 address. Digits and dots alone must be an address. */
function hostProblem(host: string): ShareProblem | undefined {
  if (host === '') return 'empty';
  if (/^[\d.]+$/.test(host)) return isAddress(host) ? undefined : 'address-malformed';
  return host.length <= 253 && host.split('.').every((label) => nameLabel.test(label)) ? undefined : 'host-malformed';
}

/** As a host, or a network such as 192.168.0.0/24. */
function clientProblem(address: string): ShareProblem | undefined {
  const [host = '', bits, ...more] = address.split('/');
  if (bits === undefined) return hostProblem(host);
  const fits = more.length === 0 && isAddress(host) && /^\d{1,2}$/.test(bits) && Number(bits) <= 32;
  return fits ? undefined : 'address-malformed';
}

// eslint has a rule against control characters in patterns, so they are found by number
const hasControl = (text: string) => [...text].some((char) => char < ' ' || (char >= '\u007f' && char <= '\u009f'));
/** Sharing one of these hands out the system itself. */
const systemFolder = /^\/(bin|boot|dev|etc|home|lib|lib32|lib64|opt|proc|root|run|sbin|sys|tmp|usr|var)?$/;

function linuxFolderProblem(folder: string): ShareProblem | undefined {
  if (folder === '') return 'empty';
  if (!folder.startsWith('/')) return 'folder-not-absolute';
  if (hasControl(folder)) return 'control-characters';
  if (folder.split('/').some((part) => part === '..' || part === '.')) return 'folder-with-dots';
  return systemFolder.test(folder.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')) ? 'folder-is-system' : undefined;
}

function windowsFolderProblem(folder: string): ShareProblem | undefined {
  if (folder === '') return 'empty';
  if (!/^[A-Za-z]:\\/.test(folder)) return 'folder-not-windows';
  if (hasControl(folder)) return 'control-characters';
  const rest = folder.slice(3);
  if (/[<>:"/|?*]/.test(rest) || rest.split('\\').some((part) => /[. ]$/.test(part))) return 'folder-characters';
  return rest === '' || /^(windows|program files.*|users)\\?$/i.test(rest) ? 'folder-is-system' : undefined;
}

function shareProblem(name: string): ShareProblem | undefined {
  if (name === '') return 'empty';
  // forbidden by Windows; % is a variable in smb.conf
  if (name.length > 80 || /[\\/[\]:|<>+=;,*?"%]/.test(name) || hasControl(name) || name !== name.trim())
    return 'share-malformed';
  return /^(global|homes|printers|ipc\$|admin\$|[a-z]\$)$/i.test(name) ? 'share-reserved' : undefined;
}

/** Everything that keeps a recipe from being written, with the form's field it belongs to. */
export function shareProblems(form: ShareForm): FieldProblem[] {
  const { protocol, server, client } = form;
  const found: [string, ShareProblem | undefined][] = [
    ['server.host', hostProblem(server.host)],
    ['server.folder', server.system === 'windows' ? windowsFolderProblem(server.folder) : linuxFolderProblem(server.folder)],
    ['client.address', clientProblem(client.address)],
    ['client.mountAt', client.system === 'windows' ? (/^[D-Zd-z]:?$/.test(client.mountAt) ? undefined : 'letter-malformed') : linuxFolderProblem(client.mountAt)],
  ]; // prettier-ignore
  if (protocol === 'smb' || server.system === 'windows') found.push(['server.share', shareProblem(server.share ?? '')]);
  if (protocol === 'smb') {
    const user = server.user ?? '';
    found.push([
      'server.user',
      user === '' ? 'empty' : /^[A-Za-z_][A-Za-z0-9._-]{0,31}$/.test(user) ? undefined : 'user-malformed',
    ]);
    if (server.system !== 'windows' && server.folder.includes('%')) found.push(['server.folder', 'folder-percent']);
  }
  return found.flatMap(([field, problem]) => (problem === undefined ? [] : [{ field, problem }]));
}
