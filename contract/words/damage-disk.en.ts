/** English of what is wrong in a damaged disk file; each stands after a colon. Values are bytes, offsets, names. */
export const diskDamageEn = {
  'header-claims': (bytes: number) => `its header claims a disk of ${bytes} bytes`,
  'table-used-twice': () => 'one of its tables is used twice',
} as const;
