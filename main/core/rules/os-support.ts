/** Decides, from what the documents say, whether a system may be brought, and how the import form is filled for it. */
import type { OsNote, OsSupport, OsView } from '../../../contract/rules.ts';
import { kits, type Kit } from './kits.ts';
import { operatingSystems, type OperatingSystem } from './operating-systems.ts';
import type { Platform } from './platforms.ts';

/** The row with this id, or nothing. */
export const findOs = (id: string): OperatingSystem | undefined => operatingSystems.find((each) => each.id === id);

export const kitOf = (os: OperatingSystem): Kit => kits[os.kit];

/**
 * A refusal in the newer instructions outweighs a listing in the older paper (Windows 7); a listing in either counts;
 * a version that only the platform list of ImportImage covers is `platform-only`.
 */
export function supportOf(os: OperatingSystem): OsSupport {
  if (os.instructions === 'refused') return 'refused';
  if (os.instructions === 'listed' || os.api === 'version') return 'listed';
  if (os.paper === 'refused') return 'refused';
  if (os.paper === 'listed') return 'listed';
  return os.api === 'family' ? 'platform-only' : 'unlisted';
}

export interface FormDefaults {
  readonly osType: 'linux' | 'windows';
  readonly platform: Platform;
  readonly licenseType: 'BYOL' | 'Aliyun';
  readonly imageCheck: boolean;
}

/**
 * What the import form starts with. The licence is always sent: its default changed between 2021 and 2025
 * (ImportImage, API reference). `Aliyun` only means something for Windows Server.
 */
export function formDefaults(os: OperatingSystem): FormDefaults {
  return {
    osType: kitOf(os).os,
    platform: os.platform,
    licenseType: os.licence === 'aliyun-or-byol' ? 'Aliyun' : 'BYOL',
    imageCheck: os.imageCheck,
  };
}

/** The list to choose from, as the page shows it. */
export function osViews(notes: { readonly [N in OsNote]: string }): OsView[] {
  return operatingSystems.map((os) => ({
    id: os.id,
    name: os.name,
    family: os.family,
    osType: kitOf(os).os,
    bits: [...os.bits],
    support: supportOf(os),
    licence: os.licence,
    drivers: os.drivers,
    imageCheck: os.imageCheck,
    form: formDefaults(os),
    ...(os.note === undefined ? {} : { note: notes[os.note] }),
  }));
}
