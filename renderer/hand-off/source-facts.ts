/** What is known of a server, as a file for migrating it another way. Pure functions; no paths, no accounts. */
import { GiB } from '../../contract/limits.ts';
import type { DiskReport } from '../../contract/disks.ts';
import type { Draft } from '../../contract/migrations.ts';
import type { Words } from '../words/use-words.ts';
import type { Slot } from '../state/disk-roles.ts';

export interface KnownDisk {
  readonly name: string;
  readonly slot: Slot;
  readonly report: DiskReport;
}

export interface SourceFacts {
  readonly schema: 1;
  readonly server: string | undefined;
  readonly system: string | undefined;
  readonly architecture: string | undefined;
  readonly kernel: string | undefined;
  readonly bootMode: string | undefined;
  readonly disks: readonly {
    readonly name: string;
    readonly slot: Slot;
    readonly sizeGiB: number;
    readonly dataGiB: number;
    readonly partitions: readonly { readonly fileSystem: string; readonly sizeGiB: number }[];
  }[];
  readonly target: {
    readonly region: string | undefined;
    readonly imageName: string | undefined;
    readonly licenseType: string | undefined;
  };
}

/** Two digits are enough to choose a disk by. */
const inGiB = (bytes: number): number => Math.round((bytes / GiB) * 100) / 100;

export function sourceFacts(
  name: string,
  disks: readonly KnownDisk[],
  draft: Pick<Draft, 'target' | 'image'> | undefined,
): SourceFacts {
  const system = disks.find(({ slot }) => slot === 'system')?.report;
  const guest = system?.guest;
  const { target = {}, image = {} } = draft ?? {};
  return {
    schema: 1,
    server: guest?.hostName ?? (name === '' ? undefined : name),
    system: guest?.prettyName ?? image.platform ?? (system?.os === 'unknown' ? undefined : system?.os),
    architecture: guest?.architecture ?? image.architecture,
    kernel: guest?.kernel,
    bootMode: system?.bootMode === 'unknown' ? undefined : system?.bootMode,
    disks: disks.map(({ name: disk, slot, report }) => ({
      name: disk,
      slot,
      sizeGiB: inGiB(report.virtualSizeBytes),
      dataGiB: inGiB(report.allocatedBytes),
      partitions: report.partitions.map(({ fileSystem, sizeBytes }) => ({
        fileSystem,
        sizeGiB: inGiB(sizeBytes),
      })),
    })),
    target: { region: target.region, imageName: image.name, licenseType: image.licenseType },
  };
}

export const asJson = (facts: SourceFacts): string => `${JSON.stringify(facts, undefined, 2)}\n`;

/** Name and value of each line; what is not known is left out. */
export function factLines(facts: SourceFacts, words: Words): (readonly [string, string | undefined])[] {
  const { facts: said } = words.handOff;
  return [
    [said.name, facts.server],
    [said.system, facts.system],
    [said.architecture, facts.architecture],
    [said.kernel, facts.kernel],
    [said.bootMode, facts.bootMode],
    [said.region, facts.target.region],
    [said.imageName, facts.target.imageName],
    [said.licence, facts.target.licenseType],
  ];
}

/** One row per disk, in the order of `columns`. */
export const diskRows = ({ disks }: SourceFacts, words: Words): string[][] =>
  disks.map(({ name, slot, sizeGiB, dataGiB, partitions }) => [
    name,
    words.disks.slot(slot),
    words.handOff.gib(sizeGiB),
    words.handOff.gib(dataGiB),
    partitions.map((one) => `${one.fileSystem} ${words.handOff.gib(one.sizeGiB)}`).join(', '),
  ]);

/** A cell must not end its row, nor be read as markup. */
const cell = (text: string): string => text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');

export function asMarkdown(facts: SourceFacts, words: Words): string {
  const { columns, about } = words.handOff;
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const heads = [columns.disk, columns.role, columns.size, columns.data, columns.partitions];
  const lines = factLines(facts, words).filter(([, value]) => value !== undefined);
  return [
    `# ${about}`,
    '',
    ...lines.map(([name, value]) => `- ${name}: ${cell(value ?? '')}`),
    '',
    row(heads),
    row(heads.map(() => '---')),
    ...diskRows(facts, words).map(row),
    '',
  ].join('\n');
}
