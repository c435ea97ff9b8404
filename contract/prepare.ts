/** Prepare: the checklist of one server, how its shares and its capture are done, and what the check script found. */
import { spoken, paper, text } from './common.ts';
import { handle } from './files.ts';
import { imageForm } from './import-form.ts';
import { call } from './rpc.ts';
import { z } from './schema.ts';
import { sourcePlatform } from './assess.ts';
import { sourceView } from './rules.ts';

export const captureWays = [
  'vmware-copy', 'vmware-ovf', 'vmware-split', 'hyper-v-export', 'virtualbox-copy', 'kvm-copy', 'xen-copy', 'disk2vhd', 'dd-rescue',
  'aws-export', 'azure-export', 'gcp-export', 'other-cloud-dd', 'alibaba-image',
] as const; // prettier-ignore
export const captureWay = z.enum(captureWays);
export type CaptureWay = z.infer<typeof captureWay>;

export const prepareRequest = z.strictObject({
  os: z.string().max(64),
  from: sourcePlatform,
  capture: captureWay,
});
export type PrepareRequest = z.infer<typeof prepareRequest>;

/**
 * How far a command was tried: `run` in our tests, `parsed` by a shell but not run (with the reason), `read` only by
 * our own rules, because nothing that could parse it is there.
 */
export const proof = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('run') }),
  z.strictObject({ how: z.literal('parsed'), notRun: z.string() }),
  z.strictObject({ how: z.literal('read'), notRun: z.string() }),
]);

export const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('clicks'), text: z.string() }),
  z.strictObject({
    kind: z.literal('commands'),
    shell: z.enum(['sh', 'powershell', 'cmd']),
    text: z.string(),
    proof,
  }),
]);
export type Block = z.infer<typeof block>;

export const itemGroups = ['before', 'access', 'network', 'disks', 'drivers', 'agents', 'system', 'licence'] as const; // prettier-ignore
export const itemGroup = z.enum(itemGroups);
export type ItemGroup = z.infer<typeof itemGroup>;

export const checklistItem = z.strictObject({
  id: z.string(),
  group: itemGroup,
  /** `must`: the server will not start or cannot be reached; `should`: something will not work; `know`: to be aware of. */
  weight: z.enum(['must', 'should', 'know']),
  title: z.string(),
  why: z.string(),
  how: z.array(block),
  check: z.array(block),
  /** Id of the check script's item that answers this one. */
  tick: z.string().optional(),
  sources: z.array(sourceView),
  differ: z.strictObject({ older: z.string(), today: z.string(), weDo: z.string() }).optional(),
});
export type ChecklistItem = z.infer<typeof checklistItem>;

export const checklist = z.strictObject({
  os: z.string(),
  osName: z.string(),
  capture: captureWay,
  script: z.enum(['check-linux.sh', 'check-windows.ps1']),
  groups: z.array(z.strictObject({ id: itemGroup, title: z.string(), items: z.array(checklistItem) })),
});
export type Checklist = z.infer<typeof checklist>;

export const itemId = z.string().regex(/^[a-z0-9-]{1,48}$/);
/** Where a person stands with one item; kept with the migration. */
export const itemState = z.strictObject({
  state: z.enum(['open', 'done', 'not-applicable', 'later']),
  note: z.string().max(2000).optional(),
  /** The script's result never overwrites what a person set. */
  by: z.enum(['person', 'script']),
  evidence: z.string().max(2000).optional(),
  at: z.iso.datetime(),
});
export type ItemState = z.infer<typeof itemState>;
/** All of a server's preparation that is kept: what was asked for, and the state of each item. */
export const preparation = z.strictObject({
  schema: z.literal(1),
  request: prepareRequest,
  items: z.record(itemId, itemState),
});
export type Preparation = z.infer<typeof preparation>;

export const checkStatus = z.enum(['ok', 'problem', 'warning', 'unknown', 'not-applicable']);
export type CheckStatus = z.infer<typeof checkStatus>;
const factText = z.string().max(512);
/** What a check script writes. Comes from a foreign machine: every length is bounded. */
export const checkResult = z.strictObject({
  schema: z.literal(1),
  tool: z.enum(['check-linux', 'check-windows']),
  version: z.string().max(32),
  when: z.iso.datetime(),
  host: z.record(z.string().regex(/^[A-Za-z]{1,32}$/), factText),
  items: z
    .array(
      z.strictObject({
        id: itemId,
        status: checkStatus,
        evidence: z.array(factText).max(40),
      }),
    )
    .max(200),
});
export type CheckResult = z.infer<typeof checkResult>;

/** A result file as it was understood, from any of the check scripts. */
export const checkFindings = z.strictObject({
  tool: z.enum(['check-linux', 'check-windows', 'image_check']),
  when: z.string().max(64),
  host: z.record(z.string(), factText),
  items: z.array(z.strictObject({ tick: z.string(), status: checkStatus, evidence: z.array(z.string().max(2000)) })),
  /** Names in the file that we do not know; kept so that nothing disappears silently. */
  ignored: z.array(z.string().max(64)),
});
export type CheckFindings = z.infer<typeof checkFindings>;

export const shareSystems = ['rhel-6', 'rhel-7', 'rhel-8', 'rhel-9', 'debian', 'suse', 'windows'] as const;
export const shareSystem = z.enum(shareSystems);
export type ShareSystem = z.infer<typeof shareSystem>;

/** What the share form holds. Loose on purpose: `shareRecipe` says which field is wrong, and why. */
export const shareForm = z.strictObject({
  protocol: z.enum(['smb', 'nfs']),
  server: z.strictObject({
    system: shareSystem,
    host: z.string().max(300),
    folder: z.string().max(1000),
    /** SMB only: the share's name and the user who may write. */
    share: z.string().max(100).optional(),
    user: z.string().max(100).optional(),
  }),
  client: z.strictObject({
    system: shareSystem,
    address: z.string().max(300),
    /** A folder on Linux, a drive letter on Windows. */
    mountAt: z.string().max(1000),
  }),
});
export type ShareForm = z.infer<typeof shareForm>;

export const shareRecipe = z.strictObject({
  parts: z.array(
    z.strictObject({
      id: z.enum(['server', 'client', 'test', 'station', 'afterwards']),
      title: z.string(),
      steps: z.array(z.strictObject({ title: z.string(), blocks: z.array(block) })),
    }),
  ),
  /** What Disk2vhd and this program take as the folder: `\\host\share` or the mount point. */
  address: z.string(),
});
export type ShareRecipe = z.infer<typeof shareRecipe>;

/** What trying a folder told: there and how much room, or why not. */
export const folderReach = z.discriminatedUnion('at', [
  z.strictObject({
    at: z.literal('reached'),
    freeBytes: z.number(),
    totalBytes: z.number(),
    writable: z.boolean(),
    /** NFS, SMB or another network file system, as far as the system tells. */
    network: z.enum(['nfs', 'smb', 'no', 'unknown']),
  }),
  z.strictObject({
    at: z.literal('not-reached'),
    because: z.enum(['missing', 'not-a-folder', 'refused', 'no-answer', 'failed']),
    detail: z.string(),
  }),
]);
export type FolderReach = z.infer<typeof folderReach>;

export const captureGuide = z.strictObject({
  way: captureWay,
  title: z.string(),
  when: z.string(),
  cold: z.string(),
  steps: z.array(z.strictObject({ title: z.string(), blocks: z.array(block) })),
  /** What lies there at the end, and which of it to choose in the Disks step. */
  expect: z.array(z.string()),
  estimate: z.strictObject({
    bytes: z.strictObject({ from: z.number(), to: z.number() }),
    time: z.strictObject({ fromMs: z.number(), toMs: z.number() }),
    assumption: z.string(),
  }),
  sources: z.array(sourceView),
});
export type CaptureGuide = z.infer<typeof captureGuide>;

const captureSizes = z.strictObject({
  virtualGiB: z.number().positive().max(1_000_000),
  usedGiB: z.number().nonnegative().max(1_000_000).optional(),
});

const items = preparation.shape.items;

export const prepareCalls = {
  'prepare.checklist': call(
    spoken.extend({ request: prepareRequest }),
    z.strictObject({
      list: checklist,
      /** The ways to capture such a server, the usual one first. */
      captures: z.array(z.strictObject({ way: captureWay, title: z.string() })),
    }),
  ),
  'prepare.capture': call(spoken.extend({ way: captureWay, sizes: captureSizes }), captureGuide),
  /** Fails with `asked.input-invalid`, its problems `field: what is wrong`, one a line. */
  'prepare.share': call(spoken.extend({ form: shareForm }), shareRecipe),
  /** Tries a typed folder as `files.resolve` does, but never waits for a server that is gone. */
  'prepare.reach': call(z.strictObject({ folder: z.string().max(4_000) }), folderReach),
  /** A check script, to be read before it is saved. */
  'prepare.script': call(z.strictObject({ name: checklist.shape.script }), text),
  /** Reads a result file that was brought back, and ticks the items it answers. */
  'prepare.readResult': call(
    spoken.extend({ result: handle, request: prepareRequest, items }),
    z.strictObject({
      findings: checkFindings,
      items,
      /** What the file tells of the server; absent members it does not tell. */
      known: z.strictObject({
        os: z.string().optional(),
        bootMode: imageForm.shape.bootMode.optional(),
        architecture: imageForm.shape.architecture.optional(),
      }),
    }),
  ),
  'prepare.sheet': call(spoken.extend({ request: prepareRequest, items, sizes: captureSizes, paper }), text),
} as const;

/** Why our tests parse a command, or only read it, but do not run it. */
export type NotRun =
  | 'needs-service-manager'
  | 'needs-package-archive'
  | 'rebuilds-boot-files'
  | 'asks-the-machine'
  | 'asks-a-person'
  | 'needs-administrator'
  | 'needs-network'
  | 'needs-hypervisor'
  | 'needs-windows';

/** What is wrong with what was typed about a share. */
export type ShareProblem =
  | 'empty'
  | 'host-malformed'
  | 'address-malformed'
  | 'folder-not-absolute'
  | 'folder-not-windows'
  | 'folder-with-dots'
  | 'folder-characters'
  | 'folder-percent'
  | 'folder-is-system'
  | 'control-characters'
  | 'share-malformed'
  | 'share-reserved'
  | 'user-malformed'
  | 'letter-malformed';

export type ShareStepId =
  | 'install'
  | 'folder'
  | 'export'
  | 'user'
  | 'start'
  | 'firewall'
  | 'check-server'
  | 'mount'
  | 'room'
  | 'write'
  | 'station'
  | 'unmount'
  | 'take-back';
