/**
 * Where the values of the import form come from: what a person typed, else what was found on the disk, else what follows
 * from the answers of Assess and Prepare, else the disk file's name, else the usual. Pure functions.
 */
import { GiB, limits } from '../../contract/limits.ts';
import { imageFieldIds, imageName, rowOf, type ImageFieldId } from '../../contract/import-form.ts';
import { isWindows, platforms, type OsType, type Platform } from '../../contract/platforms.ts';
import type { DiskReport } from '../../contract/disks.ts';
import type { Draft } from '../../contract/migrations.ts';
import { guestValues } from './guest-values.ts';

type Values = Draft['image'];
type Wish = Pick<Draft, 'name' | 'image' | 'typed' | 'assess'>;

/** `ceil` of the virtual size: ImportImage refuses a DiskImageSize below it. */
export const neededGiB = (virtualSizeBytes: number): number =>
  Math.max(limits.diskGiB.min, Math.ceil(virtualSizeBytes / GiB));

/** As much of a name as an image may carry; undefined when nothing fit is left. */
export function imageNameFrom(name: string): string | undefined {
  const fit = name
    .replace(/[^\p{Script=Latin}\p{Script=Han}\d.:_-]+/gu, '-')
    .replace(/^[^\p{Script=Latin}\p{Script=Han}]+/u, '')
    .slice(0, 128);
  return imageName.safeParse(fit).success ? fit : undefined;
}

/** A platform that the file's name spells out, e.g. `centos7.vmdk`. */
export function platformFromName(file: string): Platform | undefined {
  const bare = file.toLowerCase().replace(/[^a-z0-9]/g, '');
  const windows = /win(?:dows)?(?:server)?(20\d\d)/.exec(bare)?.[1];
  const wanted = windows === undefined ? undefined : `Windows Server ${windows}`;
  const spelled = [...platforms].sort((a, b) => b.length - a.length);
  return spelled.find((one) => one === wanted || bare.includes(one.toLowerCase().replace(/[^a-z0-9]/g, '')));
}

/** A draft from before this was kept has typed all it holds. */
export const typedFields = ({ image, typed }: Pick<Draft, 'image' | 'typed'>): readonly ImageFieldId[] =>
  typed ?? (Object.keys(image) as ImageFieldId[]);

/** What the disk itself says, where it says it for certain. */
export function foundOn(report: DiskReport): Values {
  return {
    systemDiskGiB: Math.max(limits.advisedSystemGiB, neededGiB(report.virtualSizeBytes)),
    ...(report.bootMode === 'unknown' ? {} : { bootMode: report.bootMode }),
    ...(report.os === 'linux' || report.os === 'windows' ? { osType: report.os } : {}),
    ...guestValues(report.guest),
  };
}

/** What follows from the answers. */
export const answeredIn = ({ assess = {} }: Pick<Draft, 'assess'>): Values => ({
  ...assess.osForm,
  ...(assess.architecture === undefined ? {} : { architecture: assess.architecture }),
  ...(assess.bootMode === undefined ? {} : { bootMode: assess.bootMode }),
});

const osTypeOf = (platform: Platform): OsType => (isWindows(platform) ? 'windows' : 'linux');

function namedAfter(file: string): Values {
  const platform = platformFromName(file);
  return platform === undefined ? {} : { platform, osType: osTypeOf(platform) };
}

const usual: Values = Object.fromEntries(
  imageFieldIds.flatMap((id) => (rowOf(id).usual === undefined ? [] : [[id, rowOf(id).usual]])),
);

/** The import form as it should stand now. A platform of the other kind of system is left out, not guessed. */
export function imageFrom(draft: Wish, report: DiskReport | undefined, file = report?.name ?? ''): Values {
  const name = draft.image.name ?? imageNameFrom(draft.name); // an image keeps the name it once had
  const typed = Object.fromEntries(typedFields(draft).map((field) => [field, draft.image[field]])) as Values;
  const kind: Values = typed.platform === undefined ? {} : { osType: osTypeOf(typed.platform) };
  const found = report === undefined ? {} : foundOn(report);
  const sources = [kind, found, answeredIn(draft), namedAfter(file), usual];
  const osType = typed.osType ?? sources.find((one) => one.osType !== undefined)?.osType ?? 'linux';
  const fits = ({ platform: _other, licenseType: _its, ...rest }: Values): Values => rest;
  const proposed = sources
    .map((one) => (one.osType === undefined || one.osType === osType ? one : fits(one)))
    .reduceRight<Values>((before, one) => ({ ...before, ...one }), name === undefined ? {} : { name });
  return { ...proposed, osType, ...typed };
}

export type Origin = 'disk' | 'answers';
/** Where the value that stands in a field came from, for showing; undefined for what was typed or is just usual. */
export function originOf(field: ImageFieldId, draft: Wish, report: DiskReport | undefined): Origin | undefined {
  const value = draft.image[field];
  if (value === undefined || typedFields(draft).includes(field)) return undefined;
  if (report !== undefined && foundOn(report)[field] === value) return 'disk';
  return answeredIn(draft)[field] === value ? 'answers' : undefined;
}
