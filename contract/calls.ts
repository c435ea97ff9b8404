/** Everything one side may ask of the other. `hello` comes first on every channel. */
import { z } from './schema.ts';
import { cloudCalls } from './cloud-calls.ts';
import { prepareCalls } from './prepare-calls.ts';
import { site } from './cloud-views.ts';
import { moveCalls } from './moves.ts';
import { guestListing, guestPreview, guestVolume } from './guest.ts';
import { limits } from './limits.ts';
import { capBytesPerSecond, ossDoor } from './network.ts';
import { leftoverUpload, lineReport, speedPoint } from './views.ts';
import { diskEstimate, unpackEvent } from './disks.ts';
import { bucketName, type diskRole, memberName, plan, regionId } from './plan.ts';
import { practiceScenario } from './practice.ts';
import { programCalls } from './program-calls.ts';
import { call, stream, type ClientOf, type Service } from './rpc.ts';
import { locale } from './locale.ts';
import {
  accountView, bucketView, chosen, diskLook, diskReport, draft, handle, listing, logLine, migrationEvent, migrationId, migrationView, preflightLine,
  regionView, settings,
} from './views.ts'; // prettier-ignore

/** Raised whenever a call, a stream or a view changes its shape. */
export const contractVersion = '2';

const none = z.strictObject({});
const one = z.strictObject({ id: migrationId });
/** `member` names a disk within a package. */
const aDisk = z.strictObject({ disk: handle, member: memberName.optional() });
/** The disks of one server, its system disk first. */
const someDisks = z.strictObject({ disks: z.array(aDisk).min(1).max(limits.disks) });
/** `volume` by its name; `path` absolute, with `/`. */
const inVolume = someDisks.extend({ volume: z.string().max(512), path: z.string().max(4_096) });

export const calls = {
  ...cloudCalls,
  ...programCalls,
  ...moveCalls,
  ...prepareCalls,

  /** Agrees on the contract's version; every other call is refused before it. */
  hello: call(
    z.strictObject({ contract: z.string() }),
    z.strictObject({
      product: z.string(),
      version: z.string(),
      door: z.enum(['electron', 'web', 'command-line']),
      /** The door can show the system's own file dialog. */
      nativeDialogs: z.boolean(),
      /** The door has a key store of the system to keep secrets in. */
      osVault: z.boolean(),
      system: z.string(),
    }),
  ),

  /** Shows the system's file dialog; empty when it was dismissed. Only where `nativeDialogs`. */
  'files.choose': call(
    z.strictObject({ what: z.enum(['disks', 'folder']) }),
    z.strictObject({ chosen: z.array(chosen) }),
  ),
  /** Resolves a typed, pasted or dropped path. */
  'files.resolve': call(z.strictObject({ text: z.string().max(32_000) }), chosen),
  /** Lists a folder for the web door's chooser; without a handle, the usual starting folder. */
  'files.browse': call(z.strictObject({ folder: handle.optional() }), listing),
  /** The small disk that start-up made for practice runs, when it is there. */
  'files.sample': call(none, z.strictObject({ sample: chosen.optional() })),

  /** Says what a chosen disk is, or fails with the reason it is refused. */
  'disk.inspect': call(aDisk, diskReport),
  /** All disks of what was chosen, usable or refused, each with every reason; never fails for the disk's own sake. */
  'disk.look': call(z.strictObject({ disk: handle }), z.array(diskLook)),
  /**
   * Looks into all disks of a draft as the disks of one server; what is missing on them is then really missing. Answers
   * their reports in the order asked; fails as `disk.inspect` does.
   */
  'guest.look': call(someDisks, z.array(diskReport)),
  /** The volumes of these disks, for looking around in their files; the likeliest first. Nothing is changed or kept. */
  'guest.volumes': call(someDisks, z.array(guestVolume)),
  /** A folder of a volume. */
  'guest.list': call(inVolume, guestListing),
  /** The beginning of a text file. Secrets are not shown. */
  'guest.read': call(inVolume, guestPreview),
  /** What each target format would take on the line and in staging, and which to choose. */
  'disk.estimate': call(aDisk, diskEstimate),
  /** Unpacks a wrapped disk into `folder`, or where this program keeps unpacked disks. Ending the stream leaves nothing. */
  'disk.unpack': stream(aDisk.extend({ folder: handle.optional() }), unpackEvent),

  'accounts.list': call(none, z.array(accountView)),
  /** Tests the key with GetCallerIdentity, then keeps it in the OS vault or for this session. */
  'accounts.add': call(
    z.strictObject({
      name: z.string().regex(/^[\p{L}\d][\p{L}\d ._-]{0,62}$/u),
      accessKeyId: z.string().min(1).max(128),
      accessKeySecret: z.string().min(1).max(256),
      /** With a temporary key pair. */
      securityToken: z.string().min(1).max(8_192).optional(),
      site: site.optional(),
      keep: z.enum(['os-vault', 'this-session']),
    }),
    accountView,
  ),
  'accounts.remove': call(z.strictObject({ name: z.string() }), none),

  'target.regions': call(z.strictObject({ account: z.string() }), z.array(regionView)),
  'target.buckets': call(z.strictObject({ account: z.string(), region: regionId }), z.array(bucketView)),
  'target.createBucket': call(
    z.strictObject({ account: z.string(), region: regionId, bucket: bucketName }),
    bucketView,
  ),

  /** Starts a draft. */
  'migration.create': call(z.strictObject({ name: z.string().max(128) }), migrationView),
  /** Reads a plan file; its disks are relative to the plan's folder. Fails with `asked.plan-invalid`. */
  'migration.fromPlan': call(z.strictObject({ plan: handle }), migrationView),
  /** Keeps the wizard's input, finished or not. */
  'migration.saveDraft': call(z.strictObject({ id: migrationId, draft }), migrationView),
  /** Asks everything the cloud, the disk or this machine could refuse; changes nothing. */
  'migration.preflight': call(one, z.array(preflightLine)),
  /** Settles the draft into a plan and runs it. */
  'migration.start': call(one, none),
  'migration.pause': call(one, none),
  /** Goes on after a pause, an interruption or a failure. */
  'migration.resume': call(one, none),
  /** Stops and removes what the run left: staging, multipart upload, unfinished image. */
  'migration.cancel': call(one, none),
  /** Forgets a migration that is not running, with its records on this machine. */
  'migration.remove': call(one, none),
  /** Removes one leftover by name. */
  'migration.cleanUp': call(one.extend({ what: z.enum(['staging', 'object']) }), none),
  /** The settled plan as it would be saved to a file. */
  'migration.plan': call(one, plan),
  /** The report as one self-contained page and as data; `path` is where the data is kept, for showing. */
  'migration.report': call(
    one.extend({ locale }),
    z.strictObject({ html: z.string(), json: z.string(), path: z.string() }),
  ),
  /** All migrations, then every change. */
  'migration.follow': stream(none, migrationEvent),
  /** The log so far, then every new line. */
  'migration.log': stream(one, z.array(logLine)),

  /** Limits all uploads together from now on; without a number, as fast as it goes. Kept in the settings. */
  'transfer.setCap': call(z.strictObject({ bytesPerSecond: capBytesPerSecond.optional() }), none),
  /** The last minutes of a migration's speed, oldest first; the graph goes on with `migration.follow`. */
  'transfer.speeds': call(one, z.array(speedPoint)),
  /** Measures the way to a bucket by sending a few small objects that are removed again. */
  'line.check': call(
    z.strictObject({ account: z.string(), region: regionId, bucket: bucketName, door: ossDoor.optional() }),
    lineReport,
  ),
  /** Unfinished uploads of ours in the buckets this account was used with. */
  'leftovers.list': call(z.strictObject({ account: z.string() }), z.array(leftoverUpload)),
  /** Fails with `asked.not-now` while a migration is running on it. */
  'leftovers.remove': call(z.strictObject({ account: z.string(), uploadId: z.string() }), none),
  /** The password of the proxy in the settings; empty forgets it. Kept as accounts' secrets are. */
  'network.setProxyPassword': call(
    z.strictObject({ password: z.string().max(256), keep: z.enum(['os-vault', 'this-session']) }),
    none,
  ),

  /** The lessons of the practice cloud, and the one it is in. Their texts are in `words/practice.*`. */
  'practice.scenarios': call(none, z.array(z.strictObject({ id: practiceScenario, current: z.boolean() }))),
  /**
   * Empties the practice cloud, begins it anew in that lesson and makes the lesson's disk. Fails with `asked.not-now`
   * while a practice migration runs, or where the practice cloud is not our own.
   */
  'practice.start': call(z.strictObject({ scenario: practiceScenario }), z.strictObject({ disk: chosen })),

  'settings.get': call(none, settings),
  'settings.set': call(settings, none),
} as const;

export type Calls = typeof calls;
export type Client = ClientOf<Calls>;
export type CoreService = Service<Calls>;
export type DiskRole = z.infer<typeof diskRole>;
