/** Limits both sides of the contract need. Sizes in bytes unless the name says GiB. */
export const GiB = 2 ** 30;
export const MiB = 2 ** 20;

export const limits = {
  /** ImportImage, DiskDeviceMapping.N.DiskImageSize: 1–2048 GiB for system and data disks. */
  diskGiB: { min: 1, max: 2048 },
  /** Below this ECS accepts the image, but its Linux image requirements page advises more. */
  advisedSystemGiB: 20,
  /** ImportImage, DiskDeviceMapping.N: one system disk and sixteen data disks. */
  disks: 17,
  /** ImportImage, Tag.N. */
  imageTags: 20,
  /** OSS multipart upload: part size, number of parts. */
  partBytes: { min: 102_400, max: 5 * 10 ** 9 },
  parts: 10_000,
  /** A frame of the contract, in characters: anything longer is refused unread. */
  frameChars: 4_000_000,
} as const;
