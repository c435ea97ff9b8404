/** English of what is wrong in the structures inside a disk: file systems, volumes, registry, archives, package databases. */
export const guestDamageEn = {
  'no-signature': () => 'it has no signature',
} as const;
