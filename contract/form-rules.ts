/** The rules of the import form that join several fields, or a field and the disk. Those of one field are in its row. */
import type { FailureCode, FailureFacts } from './failure.ts';
import type { ImageForm } from './import-form.ts';
import { isWindows, type Platform } from './platforms.ts';

/** A rule that joins several fields, broken: what to say of it. `mind`: the service takes it, but it will not do what was meant. */
export type FormProblem = {
  [C in FailureCode]: {
    readonly field: 'bootMode' | 'licenseType' | 'platform';
    readonly weight: 'stops' | 'mind';
    readonly code: C;
    readonly facts: FailureFacts[C];
  };
}['cloud.boot-mode-unfit' | 'cloud.licence-unfit' | 'cloud.platform-unfit'];

type Joined = Partial<Pick<ImageForm, 'osType' | 'platform' | 'architecture' | 'bootMode' | 'licenseType'>>;

/** ImportImage: RHEL and SLES are BYOL only (InvalidLicenseType.BYOLOnly); a licence of Alibaba Cloud exists for Windows Server. */
const byolOnly: readonly Platform[] = ['RedHat', 'SUSE'];

/** The rules between fields that are filled. */
export function formProblems({ osType, platform, architecture, bootMode, licenseType }: Joined): FormProblem[] {
  const found: FormProblem[] = [];
  if (architecture === 'arm64' && bootMode === 'BIOS') {
    const facts = { bootMode, architecture };
    found.push({ field: 'bootMode', weight: 'stops', code: 'cloud.boot-mode-unfit', facts });
  }
  if (platform === undefined) return found;
  const windows = isWindows(platform);
  if ((osType !== undefined && (osType === 'windows') !== windows) || (windows && architecture === 'arm64')) {
    const facts = { platform, osType: osType ?? '', architecture: architecture ?? '' };
    found.push({ field: 'platform', weight: 'stops', code: 'cloud.platform-unfit', facts });
  }
  if (licenseType === 'Aliyun' && (byolOnly.includes(platform) || platform === 'Other Windows')) {
    const weight = byolOnly.includes(platform) ? 'stops' : 'mind';
    const facts = { platform, licence: licenseType };
    found.push({ field: 'licenseType', weight, code: 'cloud.licence-unfit', facts });
  }
  return found;
}

/** A disk that starts in one way only, and a form that says the other: the image would never start. */
export const startsOtherwise = (
  disk: { readonly bootMode: 'BIOS' | 'UEFI' | 'unknown'; readonly bootCertainty: string },
  bootMode: ImageForm['bootMode'],
): boolean => disk.bootCertainty === 'certain' && disk.bootMode !== 'unknown' && disk.bootMode !== bootMode;

/** The endings ECS takes for each format; it publishes no list, these are the formats' own. */
export const objectEndings = { raw: ['.raw', '.img'], vhd: ['.vhd'], qcow2: ['.qcow2'] } as const;

export const endingFits = (key: string, format: keyof typeof objectEndings): boolean =>
  objectEndings[format].some((ending) => key.toLowerCase().endsWith(ending));
