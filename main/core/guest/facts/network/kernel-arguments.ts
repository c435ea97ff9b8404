/** `ip=` of the kernel's arguments, by which the initramfs sets up the network (dracut.cmdline(7), nfsroot.rst of Linux). */
import type { Setting } from './setting.ts';

export function readKernelNetwork(kernelArguments: readonly string[]): Setting[] {
  return kernelArguments.flatMap((argument): Setting[] => {
    const value = /^ip=(.*)$/.exec(argument)?.[1];
    if (value === undefined || /^(off|none|)$/.test(value)) return [];
    const parts = value.replace(/\[[^\]]*\]/g, 'v6').split(':');
    const isLong = parts.length >= 6;
    const method = isLong ? (parts[6] ?? 'any') : (parts.at(-1) ?? '');
    const name = isLong ? parts[5] : parts.length >= 2 ? parts[0] : undefined;
    const hasAddress = isLong && /^\d+\.\d+/.test(parts[0] ?? '');
    return [
      {
        name: name === undefined || name === '' ? argument : name,
        file: argument,
        match: { names: name === undefined || name === '' ? undefined : [name] },
        asks: !hasAddress && /^(dhcp|on|any|both|auto|single-dhcp|link-local,dhcp|dhcp,dhcp6|either6)$/.test(method),
        fixed: hasAddress,
        starts: true,
      },
    ];
  });
}
