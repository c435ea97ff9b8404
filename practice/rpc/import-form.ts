/** Reads ImportImage's parameters and refuses what the real one refuses before it looks at the account. Source: ECS API, ImportImage. */
import { CloudError } from '../http/exchange.ts';
import { importRole } from '../world/default-world.ts';
import type { DiskForm, ImportForm } from '../world/world.ts';
import { required } from './rpc-service.ts';

const platforms = [
  ...'Aliyun,Anolis,CentOS,Ubuntu,CoreOS,SUSE,Debian,OpenSUSE,FreeBSD,RedHat,Kylin,UOS,Fedora'.split(','),
  ...'Fedora CoreOS,CentOS Stream,AlmaLinux,Rocky Linux,Gentoo,Customized Linux,Others Linux'.split(','),
  ...['2022', '2019', '2016', '2012', '2008', '2003'].map((year) => `Windows Server ${year}`),
  'Other Windows',
];
/** Distributions whose licence cannot be bought with the image. */
const byolOnly = ['RedHat', 'SUSE'];
/** The service checks the ending but publishes no list; these are the formats it takes. */
const suffixes = /\.(raw|img|vhd|qcow2|vmdk)$/i;
const formats = ['RAW', 'VHD', 'QCOW2', 'VMDK'];
const mostDisks = 17;
const sizeGiB = { min: 1, max: 2048 };

const malformed = (code: string, name: string): CloudError =>
  new CloudError(400, code, `The specified ${name} is not valid.`);

export function readImportForm(parameters: ReadonlyMap<string, string>): ImportForm {
  const oneOf = (name: string, allowed: readonly string[], otherwise: string, code: string): string => {
    const value = parameters.get(name) ?? otherwise;
    if (!allowed.includes(value)) throw malformed(code, name);
    return value;
  };
  const imageName = readName(parameters);
  const description = parameters.get('Description') ?? '';
  if (description !== '' && (!/^.{2,256}$/su.test(description) || /^https?:\/\//.test(description)))
    throw malformed('InvalidDescription.Malformed', 'parameter "Description"');
  const architecture = oneOf('Architecture', ['i386', 'x86_64', 'arm64'], 'x86_64', 'InvalidArchitecture.Malformed');
  const osType = oneOf('OSType', ['linux', 'windows'], 'linux', 'InvalidOSType.Malformed');
  const platform = oneOf('Platform', platforms, 'Others Linux', 'InvalidPlatform.Malformed');
  const bootMode = oneOf(
    'BootMode',
    ['BIOS', 'UEFI'],
    architecture === 'arm64' ? 'UEFI' : 'BIOS',
    'InvalidBootMode.Malformed',
  );
  if (architecture === 'arm64' && bootMode !== 'UEFI') {
    throw new CloudError(
      400,
      'InvalidBootMode.NotSupport',
      'The specified BootMode is not supported by the architecture.',
    );
  }
  if (platform.includes('Windows') ? architecture === 'arm64' : osType === 'windows') {
    throw new CloudError(
      403,
      'InvalidArchitecture.PlatformUnsupported',
      'The specified Platform does not support the Architecture or OSType.',
    );
  }
  const licenseType = oneOf('LicenseType', ['Auto', 'Aliyun', 'BYOL'], 'Auto', 'InvalidLicenseType.NotSupported');
  if (byolOnly.includes(platform) && licenseType === 'Aliyun') {
    throw new CloudError(
      400,
      'InvalidLicenseType.BYOLOnly',
      'The specified platform supports only the BYOL license type.',
    );
  }
  const detection = parameters.get('DetectionStrategy') ?? '';
  if (detection !== '' && detection !== 'Standard')
    throw malformed('InvalidParameter.DetectionStrategy', 'DetectionStrategy');
  const token = parameters.get('ClientToken') ?? '';
  if (!/^[\x20-\x7e]{0,64}$/.test(token)) throw malformed('InvalidClientToken.Malformed', 'ClientToken');
  return {
    imageName,
    description,
    architecture,
    osType,
    platform,
    bootMode,
    licenseType,
    roleName: parameters.get('RoleName') ?? importRole,
    detection: detection === 'Standard',
    nvmeSupport: oneOf(
      'Features.NvmeSupport',
      ['supported', 'unsupported'],
      'unsupported',
      'InvalidParameter.FeaturesNvmeSupport',
    ),
    imds: oneOf('Features.ImdsSupport', ['v1', 'v2'], 'v1', 'InvalidParameter.FeaturesImdsSupport'),
    resourceGroupId: parameters.get('ResourceGroupId') ?? '',
    tags: readTags(parameters),
    disks: readDisks(parameters),
  };
}

/** 2–128 characters, a letter first (any script's), no prefix that belongs to the service. */
function readName(parameters: ReadonlyMap<string, string>): string {
  const name = required(parameters, 'ImageName');
  if (!/^\p{L}[\p{L}\p{N}.:_-]{1,127}$/u.test(name) || /^(aliyun|acs:)/i.test(name) || /https?:\/\//.test(name))
    throw malformed('InvalidImageName.Malformed', 'ImageName');
  return name;
}

function readTags(parameters: ReadonlyMap<string, string>): ImportForm['tags'] {
  const tags: ImportForm['tags'] = [];
  for (let index = 1; index <= 20; index++) {
    const key = parameters.get(`Tag.${index}.Key`);
    if (key === undefined) continue;
    const value = parameters.get(`Tag.${index}.Value`) ?? '';
    if (!/^.{1,128}$/su.test(key) || /^(aliyun|acs:)|https?:\/\//i.test(key))
      throw malformed('InvalidTagKey.Malformed', 'Tag.n.Key');
    if (!/^.{0,128}$/su.test(value) || /^acs:|https?:\/\//i.test(value))
      throw malformed('InvalidTagValue.Malformed', 'Tag.n.Value');
    if (tags.some((tag) => tag.key.toLowerCase() === key.toLowerCase()))
      throw new CloudError(403, 'TagKey.Duplication', 'The specified tag keys are duplicated.');
    tags.push({ key, value });
  }
  return tags;
}

/** Disks after the seventeenth are ignored, as the service does. */
function readDisks(parameters: ReadonlyMap<string, string>): DiskForm[] {
  const disks: DiskForm[] = [];
  for (let index = 1; index <= mostDisks; index++) {
    const prefix = `DiskDeviceMapping.${index}.`;
    const given = [...parameters.keys()].some((name) => name.startsWith(prefix));
    if (!given && index > 1) break;
    disks.push(readDisk(parameters, prefix, index));
  }
  return disks;
}

function readDisk(parameters: ReadonlyMap<string, string>, prefix: string, index: number): DiskForm {
  const bucket = required(parameters, `${prefix}OSSBucket`);
  const key = required(parameters, `${prefix}OSSObject`);
  const size = Number(parameters.get(`${prefix}DiskImageSize`) ?? parameters.get(`${prefix}DiskImSize`) ?? NaN);
  const format = (parameters.get(`${prefix}Format`) ?? '').toUpperCase();
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) throw malformed('InvalidOSSBucket.Malformed', 'OSSBucket');
  if (Buffer.byteLength(key) > 1023 || /^[/\\]/.test(key)) throw malformed('InvalidOSSObject.Malformed', 'OSSObject');
  if (!suffixes.test(key))
    throw new CloudError(400, 'UnsupportedSuffix.OSSObject', 'The suffix of the specified OSSObject is not supported.');
  if (format !== '' && !formats.includes(format)) throw malformed('InvalidImageFormat.Malformed', 'Image Format');
  if (format === 'VMDK')
    throw new CloudError(403, 'UserNotInTheWhiteList', 'The user is not in the VMDK import white list.');
  if (!Number.isInteger(size) || size < sizeGiB.min || size > sizeGiB.max) {
    throw malformed(index === 1 ? 'InvalidImageSize' : 'InvalidDataDiskSize', 'DiskImageSize');
  }
  return { bucket, key, format, sizeGiB: size };
}
