/** Reads what an OVF description (DMTF DSP0243) says of its disks. The XML is not trusted. */
import { say } from '../../../../contract/said.ts';
import { XMLParser } from 'fast-xml-parser';
import { z } from '../../../../contract/schema.ts';
import { unsupported } from '../layout.ts';
import { corrupt } from '../source-file.ts';

export interface OvfDisk {
  /** Name of its file within the package. */
  readonly href: string;
  readonly capacityBytes?: number;
  /** e.g. `SCSI 0:1`. */
  readonly controller?: string;
  readonly gzip: boolean;
  /** The disk it holds only the changes of. */
  readonly parent?: string;
}

export const longestOvfBytes = 2 ** 20;
const mostNodes = 50_000;

const one = z.union([z.string(), z.object({ '#text': z.union([z.string(), z.number()]) }).transform((node) => String(node['#text']))]).optional().catch(undefined); // prettier-ignore
/** One element or several: XML does not tell a list of one from a single thing. */
const many = <T extends z.ZodType>(entry: T) =>
  z.preprocess((value: unknown): unknown[] => {
    if (value === undefined || value === '') return [];
    return Array.isArray(value) ? (value as unknown[]) : [value];
  }, z.array(entry));
const item = z.object({
  InstanceID: one,
  ResourceType: one,
  Parent: one,
  Address: one,
  AddressOnParent: one,
  HostResource: many(one),
});
const system = z.object({
  VirtualHardwareSection: many(z.object({ Item: many(item), StorageItem: many(item) })),
});
const envelope = z.object({
  Envelope: z.object({
    References: z.object({
      File: many(z.object({ '@id': z.string(), '@href': z.string(), '@compression': z.string().optional(), '@chunkSize': z.string().optional() })),
    }).catch({ File: [] }),
    DiskSection: z.object({
      Disk: many(z.object({ '@diskId': z.string(), '@fileRef': z.string().optional(), '@capacity': z.string().optional(), '@capacityAllocationUnits': z.string().optional(), '@parentRef': z.string().optional() })),
    }).catch({ Disk: [] }),
    VirtualSystem: many(system),
    VirtualSystemCollection: many(z.object({ VirtualSystem: many(system) })),
  }),
}); // prettier-ignore

/** DMTF CIM, ResourceType: the controllers that disks hang on. */
const controllers = new Map([
  ['5', 'IDE'],
  ['6', 'SCSI'],
  ['20', 'SATA'],
]);

/** In the order of the controllers, so that the system disk usually comes first. Fails with `source.corrupt`, `.unsupported-format`. */
export function parseOvf(file: { path: string }, text: string): OvfDisk[] {
  // entities can make a small text large or name other files
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw corrupt(file, 'ovf-entities');
  if ((text.match(/</g)?.length ?? 0) > mostNodes) throw corrupt(file, 'ovf-too-large');
  const parsed = envelope.safeParse(parseXml(file, text));
  if (!parsed.success) throw corrupt(file, 'ovf-odd');
  const { References, DiskSection, VirtualSystem, VirtualSystemCollection } = parsed.data.Envelope;
  const systems = [...VirtualSystem, ...VirtualSystemCollection.flatMap((all) => all.VirtualSystem)];
  const items = systems
    .flatMap((each) => each.VirtualHardwareSection)
    .flatMap((each) => [...each.Item, ...each.StorageItem]);
  const machine = machineOf(items);
  const files = new Map(References.File.map((each) => [each['@id'], each]));

  const disks = DiskSection.Disk.filter((disk) => disk['@fileRef'] !== undefined).map((disk) => {
    const found = files.get(disk['@fileRef'] ?? '');
    if (found === undefined) throw corrupt(file, 'ovf-no-file', disk['@diskId']);
    if (found['@chunkSize'] !== undefined) throw unsupported(file, say('ovf-chunks'));
    const place = placeOf(machine, [`/disk/${disk['@diskId']}`, `/file/${found['@id']}`]);
    const capacityBytes = capacityOf(disk['@capacity'], disk['@capacityAllocationUnits']);
    return {
      order: place?.order ?? '~',
      href: found['@href'],
      gzip: found['@compression'] === 'gzip',
      ...(capacityBytes === undefined ? {} : { capacityBytes }),
      ...(place === undefined ? {} : { controller: place.controller }),
      ...(disk['@parentRef'] === undefined ? {} : { parent: disk['@parentRef'] }),
    };
  });
  return disks
    .toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
    .map(({ order: _, ...disk }) => disk);
}

function parseXml(file: { path: string }, text: string): unknown {
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      parseTagValue: false,
      parseAttributeValue: false,
    });
    return parser.parse(text);
  } catch {
    throw corrupt(file, 'ovf-not-xml'); // the parser's own message would not help
  }
}

type Item = z.infer<typeof item>;

/** The devices by what they are called, the first of each name: a description may list thousands. */
interface Machine {
  readonly byInstance: ReadonlyMap<string, Item>;
  readonly byResource: ReadonlyMap<string, Item>;
}

function machineOf(items: readonly Item[]): Machine {
  const byInstance = new Map<string, Item>();
  const byResource = new Map<string, Item>();
  for (const each of items) {
    if (each.InstanceID !== undefined && !byInstance.has(each.InstanceID)) byInstance.set(each.InstanceID, each);
    for (const resource of each.HostResource) {
      const name = resource?.replace(/^ovf:/, '');
      if (name !== undefined && !byResource.has(name)) byResource.set(name, each);
    }
  }
  return { byInstance, byResource };
}

function placeOf(
  { byInstance, byResource }: Machine,
  resources: readonly string[],
): { controller: string; order: string } | undefined {
  const disk = resources.map((each) => byResource.get(each)).find((each) => each !== undefined);
  const parent = byInstance.get(disk?.Parent ?? '');
  if (disk === undefined || parent === undefined) return undefined;
  const kind = controllers.get(parent.ResourceType ?? '') ?? 'controller';
  const number = parent.Address ?? '0';
  const place = disk.AddressOnParent ?? '?';
  const ranks: Record<string, string> = { SCSI: '0', SATA: '1', IDE: '2' };
  const order = [ranks[kind] ?? '3', number.padStart(4, '0'), place.padStart(4, '0')].join(':');
  return { controller: `${kind} ${number}:${place}`, order };
}

/** `byte * 2^30` and the like; bytes when nothing is said. */
function capacityOf(capacity: string | undefined, units: string | undefined): number | undefined {
  if (capacity === undefined || !/^\d{1,20}$/.test(capacity)) return undefined;
  const power = /^byte\s*\*\s*2\^(\d{1,2})$/.exec(units ?? 'byte * 2^0')?.[1];
  const bytes = Number(capacity) * 2 ** Number(power ?? Number.NaN);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
