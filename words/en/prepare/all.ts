/** All English words of Assess and Prepare, in one object. */
import { assess } from './assess.ts';
import { captures } from './captures.ts';
import { linuxItems } from './items-linux.ts';
import { windowsItems } from './items-windows.ts';
import type { PrepareWords } from '../../prepare-words.ts';
import { shares } from './shares.ts';

export const prepareWords: PrepareWords = {
  linuxItems,
  windowsItems,
  groups: {
    before: 'Before anything else',
    licence: 'Licence',
    access: 'Getting in',
    network: 'Network',
    disks: 'Disks and file systems',
    drivers: 'Drivers',
    agents: 'Agents',
    system: 'System',
  },
  notRun: {
    'needs-service-manager': 'It talks to the service manager of that release.',
    'needs-package-archive': 'It fetches packages of that release.',
    'rebuilds-boot-files': 'It rebuilds the files the machine starts from.',
    'asks-the-machine': 'Its answer depends on the machine.',
    'asks-a-person': 'It asks for a password or a decision.',
    'needs-administrator': 'It needs the rights of root on that machine.',
    'needs-network': 'It reaches over the network.',
    'needs-hypervisor': 'It needs that hypervisor.',
    'needs-windows': 'It needs Windows.',
  },
  captures,
  captureAssumption: (slow, fast) => `At ${slow} to ${fast} MiB/s.`,
  shares,
  assess,
  sheet: {
    title: (os) => `Preparing ${os} for Alibaba Cloud ECS`,
    why: 'Why',
    how: 'How',
    check: 'How to check',
    clicks: 'With the mouse',
    sources: 'Sources',
    differ: (older, today, weDo) => `Documents differ. Older: ${older} Today: ${today} ${weDo}`,
    weights: { must: 'must', should: 'should', know: 'to know' },
    states: { open: 'open', done: 'done', 'not-applicable': 'does not apply', later: 'later' },
    statuses: { ok: 'fine', problem: 'problem', warning: 'to look at', unknown: 'could not be seen', 'not-applicable': 'does not apply' },
    note: 'Note',
    evidence: 'Seen by the check script',
    capture: 'Capturing the disk',
    cold: 'What cold means',
    expect: 'What to expect',
    script: 'Check script',
    scriptUse: {
      linux: 'Run as root on the server, then bring the file back: sh check-linux.sh > result.json. It reads only and changes nothing.',
      windows: 'Run as administrator on the server, then bring the file back: powershell -ExecutionPolicy Bypass -File check-windows.ps1 -Out result.json. It reads only and changes nothing.',
    },
    about: 'Written by ECS Image Migrator',
  },
}; // prettier-ignore
