/** The plan of a whole road in the practice cloud, for the demo and the benches. */

/** `disk` is the server's system disk; what is made is named after `name`. */
export const practicePlan = (disk, name) => ({
  schema: 1,
  name,
  disks: [{ path: disk, role: 'system' }],
  target: {
    account: 'practice',
    region: 'cn-hangzhou',
    bucket: 'migration-demo',
    object: `${name}.qcow2`,
    format: 'qcow2',
  },
  image: {
    name: `demo-${name}`,
    osType: 'linux',
    platform: 'Debian',
    architecture: 'x86_64',
    bootMode: 'BIOS',
    systemDiskGiB: 20,
    licenseType: 'BYOL',
  },
});
