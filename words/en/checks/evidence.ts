/** English of what a check saw inside a disk. */
import type { Evidence, EvidenceTexts, NetworkRow } from '../../../contract/evidence.ts';
import { format } from '../format.ts';
import { say } from '../said.ts';
import { volumeContent } from '../volume-content.ts';

const contents: Readonly<Record<string, string>> = volumeContent;
const list = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
const at = (where: string | undefined, text: string): string => (where === undefined ? text : `${where}: ${text}`);
const count = format.count;

const matched: Readonly<Record<NetworkRow['matched'], string>> = {
  any: 'for any card',
  name: 'by its name',
  driver: 'by its driver',
  'made-of': 'made of that card',
  'other-name': 'another name',
  'other-address': 'the hardware address of another card',
  'other-kind': 'another kind of card',
};
const networkResult: Readonly<Record<NetworkRow['result'], string>> = {
  asks: 'asks by DHCP',
  fixed: 'a fixed address',
  'no-address': 'no address',
  'not-started': 'not started',
  member: 'a part of another device',
  'other-card': 'takes the hardware address of another card',
};
const networkRow = ({ card, by, matched: how, result }: NetworkRow): string =>
  `${card} (${by}): ${matched[how]}, ${networkResult[result]}`;

export const evidence: EvidenceTexts = {
  seen: ({ where, what }) => at(where, list(what)),
  absent: ({ where, what }) => at(where, `no ${list(what)}`),
  none: () => 'none found',
  elsewhere: ({ where, what, complete }) =>
    at(where, `${list(what)}: ${complete ? 'on none of these disks' : 'not on this disk'}`),
  starts: ({ where, what }) => `${where} starts ${what}`,
  'not-started': ({ what }) => `${what} is installed and nothing starts it`,
  'asks-password': ({ where }) => `${where}: the boot loader asks for a password first`,
  'names-missing': ({ where, what }) => `${where} names what is not there: ${list(what)}`,
  'either-boots': ({ efi, bios }) => `${efi} for UEFI and ${bios} for a BIOS: either starts it`,
  'starts-elsewhere': ({ efi, root }) => `UEFI starts from ${efi}, and the root is ${root}, on another disk`,
  'no-efi-partition': () => 'no EFI system partition, so a BIOS starts it',
  'no-boot-means': () => 'neither an EFI system partition nor a boot menu',
  'all-devices-there': ({ where, count: lines }) => `${where}: all ${count(lines)} devices are there`,
  'by-driver-name': ({ where, what }) => `${where}: ${list(what)}: names that change with the disk’s driver`,
  'name-cannot-be': ({ where, what }) => `${where}: ${list(what)}: not possible in ECS`,
  'asks-to-open': ({ where, what }) =>
    `${where}: ${list(what)}: opened by a passphrase, a token or the old machine’s TPM`,
  share: ({ where, what }) => `${where}: ${list(what)}: on another machine, without nofail`,
  'no-subvolume': ({ where, what }) => `${where}: ${list(what)}: no such subvolume`,
  'root-found': ({ where, what, volume }) => `${where}: ${what} is ${volume}`,
  files: ({ where, count: files }) => `${where}: ${count(files)} files`,
  holds: ({ volumes }) =>
    list(volumes.map(({ volume, holds }) => `${volume}: ${contents[holds] ?? say.structure(holds)}`)),
  damaged: ({ where, structure, detail, more }) => {
    const what = structure === undefined ? '' : `${say.structure(structure)}: `;
    const others = more === 0 ? '' : `, and ${count(more)} more`;
    return at(where, `${what}damaged (${say.said(detail)})${others}`);
  },
  unreadable: ({ where, detail }) => `${where}: cannot be read${detail === undefined ? '' : ` (${say.said(detail)})`}`,
  'turned-off': ({ what }) => `${what} turns it off`,
  network: ({ names, rows }) =>
    `the card of ECS is ${list(names)}; ` +
    (rows.length === 0 ? 'nothing sets it up' : rows.map(networkRow).join('; ')),
  free: ({ where, bytes }) => `${where}: ${format.bytes(bytes)} free`,
  'free-inodes': ({ where, count: free, of }) => `${where}: ${count(free)} of ${count(of)} inodes free`,
  'no-driver': ({ where, what, kernel }) => `${where}: no ${list(what)} for the default kernel ${kernel}`,
  'kernel-arguments': ({ what }) => `the default kernel is started with ${list(what)}`,
  locked: ({ what }) => `${list(what)}: locked against writing (chattr)`,
  'last-on-disk': ({ where }) => `${where} is the last on its disk`,
  'behind-root': ({ where, what }) => `behind the root, ${where}: ${list(what)}`,
  'not-forbidden': ({ where }) => `${where} does not forbid it`,
  'left-in-order': ({ what }) => `left in order: ${list(what)}`,
  'not-in-order': ({ what }) => `not left in order: ${list(what)}`,
  'no-default-entry': ({ where }) => `${where}: no default entry`,
  'no-device': ({ where, what }) => `${where}: ${what} names no device`,
  'changes-in-logs': ({ what }) => `${list(what)}: changes lie in the logs only`,
  'no-such-driver': ({ where, what }) => `${where}: ${list(what)}: no such driver`,
  start: ({ what, start }) => (start === 0 ? `${what}: started at boot` : `${what}: Start is ${start}, not 0 (boot)`),
  letter: ({ what, volume }) => `${what} is ${volume}`,
  'letter-elsewhere': ({ where, what }) => `${where}: ${what} is a partition that is not the one Windows is on`,
  'firewall-lets': ({ what }) => `on for ${list(what)}; a rule lets Remote Desktop through`,
  'firewall-keeps': ({ what, port }) => `on for ${list(what)}, and no rule lets Remote Desktop (port ${port}) through`,
  'keeps-out': ({ what, port }) => `${list(what)}: nothing lets TCP port ${port} in`,
  session: ({ where }) => `${where} holds a session`,
  torn: ({ what }) => `${list(what)}: a part of it lies on a disk that is not here`,
  'of-system': ({ what, disk }) => `${list(what)} of the system on disk ${disk}`,
  'of-group': ({ what, disk }) => `a part of the volume group ${what} of the system on disk ${disk}`,
  'checks-left': ({ count: left, of }) => `${count(left)} of ${count(of)} checks were not done in time`,
  'not-in-time': ({ seconds }) => `not done within ${count(seconds)} s`,
  undecided: ({ why, what }) => {
    if (what.length === 0) return 'what it looks at could not be read';
    if (why === 'absent') return `${list(what)} was not found`;
    return `${list(what)} could not be ${why === 'unclear' ? 'understood' : 'read'}`;
  },
  copies: () => 'the disks are copies of one another',
  failed: ({ failure }) => `reading failed (${say.failure(failure).title})`,
};

/** Of a check that could not judge: its name, and what the evidence says behind it. */
export const undecidedCheck = {
  says: (check: string) => `${check}: not decided`,
  remedy: 'Look at it on the source machine; if it is as it should be there, accept this with that as the reason.',
};

/** The facts belong to the kind: both were made together by the check. */
export const evidenceText = (seen: Evidence): string => (evidence[seen.says] as (facts: Evidence) => string)(seen);
