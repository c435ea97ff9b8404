/** English of what lies on a volume, and of why that is not known; formats go by their own names. */
export const volumeContent = {
  empty: 'empty',
  unknown: 'unknown content',
  swap: 'swap space',
  md: 'software RAID',
  'not-found': 'a part of it is missing',
  unsupported: 'not read by this program',
  damaged: 'damaged',
} as const;
