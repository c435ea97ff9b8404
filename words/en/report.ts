/** English words of the report. */
import type { DiskRole } from '../../contract/plan.ts';
import { format } from './format.ts';

export const report = {
  title: (name: string) => `Migration report: ${name}`,
  practice: 'Made in the practice cloud',
  image: 'Custom image',
  imageId: 'Image ID',
  imageName: 'Image name',
  region: 'Region',
  system: 'Operating system',
  systemDisk: 'System disk size',
  license: 'License type',
  task: 'Import task',
  disk: (role: DiskRole, index: number) => (role === 'system' ? 'System disk' : `Data disk ${index}`),
  sourceFile: 'Source disk',
  format: 'Format',
  virtualSize: 'Virtual size',
  storedSize: 'Stored size',
  bytes: (bytes: number) => `${format.count(bytes)} bytes`,
  bootMode: 'Boot mode',
  converted: 'Converted disk',
  convertedCrc: 'Its CRC-64',
  object: 'Object',
  objectCrc: 'CRC-64 as OSS stores it',
  proven:
    'Proven: the converted disk was compared with the source disk, and the stored object has the same CRC-64.',
  tools: 'Programs used',
  tool: {
    bundled: 'came with this program',
    named: 'named in the environment',
    system: 'installed on the system',
  },
  asItWas:
    'This object was in the bucket already. It was imported as it was; nothing was converted or uploaded.',
  diskSize: 'Disk size',
  instance: 'Trial instance',
  accepted: 'Findings that were accepted',
  leftovers: 'Left behind when this report was made',
  leftoversNone: 'Nothing was left behind.',
  leftover: { staging: 'Converted disk on this machine', object: 'Object in the bucket (costs storage)' },
  stages: 'Stages',
  done: (took: string) => `done in ${took}`,
  doneAgain: (took: string, attempts: number) => `done in ${took}, run ${attempts} times`,
  unfinished: 'not finished',
  skipped: {
    'not-asked-for': 'not asked for',
    'not-needed': 'not needed',
    'not-supported': 'not supported for this system',
  },
  check: 'Image check report',
  noCheck: 'There is no image check report for this image.',
  groups: {
    'strongly-recommended': 'Strongly recommended fixes',
    recommended: 'Recommended optimizations',
    'no-risk': 'No risks found',
  },
};
