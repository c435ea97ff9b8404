/**
 * The codes of all sentences that stand inside failures and evidence, grouped by the values each one takes. The sentences
 * themselves are in `words/en/details` and `words/zh/details`, typed by these tables.
 */
import { z } from './schema.ts';

const number = z.number();
const text = z.string();
const either = z.union([text, number]);
const texts = z.array(text);

type Split<L extends string, By extends string> = L extends `${infer First}${By}${infer Rest}`
  ? First | Split<Rest, By>
  : L;
type Words<L extends string> = Split<L, ' '>;

/** Codes, separated by spaces, that take these values. */
function taking<T extends z.ZodType, const L extends string>(values: T, ...lines: L[]): Record<Words<L>, T> {
  const codes = lines.flatMap((line) => line.split(' ') as Words<L>[]);
  return Object.fromEntries(codes.map((code) => [code, values])) as Record<Words<L>, T>;
}

/** Reasons and descriptions; each stands inside a sentence. */
export const remarkCodes = {
  ...taking(
    z.tuple([]),
    // what a file is instead of a disk, and what is the matter with it
    'folder pipe socket device neither zeros unknown-data text xml pdf iso udf',
    'being-written locked folder-gone content-other written-to log-not-replayed references-not-written',
    'ovf-chunks another-file descriptor data-file nothing no-disk-described difference-found tables-unsound',
    'no-digest digest-damaged digest-of-another-kind',
    // programs, lines, key stores and accounts
    'timed-out connection-lost cut-off endless-answer no-vault-here no-encryption vault-unreadable',
    'no-profile no-key-pair no-token no-role practice-and-earnest',
    // what was asked
    'file-missing name-differs windows-key-pair windows-password faults-or-scenario hello-first',
    'names-no-object names-no-bucket names-a-folder object-name-unfit neither-https-nor-oss host-not-oss',
    'no-url encoding-broken',
  ),
  ...taking(
    z.tuple([either]),
    'program vm-has-it-open growing size-was virtual-sizes another-package esxi-snapshot newer-features',
    'vmdk-version vmdk-extent qcow-version vdi-version vdi-kind vdi-blocks vhd-kind vhdx-sectors',
    'no-keyring mode-unusable name-taken not-absolute no-certificate too-many-shares',
    'needs-file needs-plan needs-id takes-no-file scenarios-are no-command no-call no-os',
    'not-a-url not-a-port port-needs-rights not-understood',
  ),
};

/** What is wrong in a damaged disk file. Values are bytes, offsets, counts and names. */
const diskDamage = {
  ...taking(
    z.tuple([]),
    'tables-too-large table-used-twice became-shorter header-checksum marked-corrupt no-footer footers-differ',
    'dynamic-header no-valid-header regions-missing metadata-incomplete',
    'not-vmdk not-sparse-piece sent-as-text hidden-parent no-grain-directory descriptor-alone piece-alone',
    'descriptor-of-others descriptor-no-kind tables-differ tables-never-end mark-damaged',
    'cannot-be-unpacked packed-differs directory-missing directory-damaged member-misplaced member-sparse',
    'member-header-number pax-header ovf-entities ovf-too-large ovf-not-xml ovf-odd',
  ),
  ...taking(
    z.tuple([number]),
    'header-claims impossible-number cluster-bits table-entries first-table-entries block-bytes grain-sectors',
    'descriptor-bytes descriptor-extents packed-longer packing-method more-members member-header-bytes',
    'place-used-twice data-unclaimed cluster-askew counts-outside block-state qemu-img-check',
  ),
  ...taking(
    z.tuple([number, number]),
    'asks-for entry-outside-file qemu-img-size qemu-nbd-map block-table-short block-and-sector-bytes',
    'no-packed-grain grain-short descriptor-and-header directory-size blocks-counted footer-size',
  ),
  ...taking(z.tuple([number, number, number]), 'outside-file outside-disk qemu-nbd-read'),
  ...taking(z.tuple([number, text]), 'grain-not-unpacked'),
  ...taking(z.tuple([text]), 'qemu-img-refuses extent-unreadable extent-offset member-twice ovf-no-file'),
  ...taking(z.tuple([text, text]), 'extent-sectors member-kind'),
  ...taking(z.tuple([text, number]), 'member-bytes'),
  ...taking(z.tuple([text, number, number]), 'piece-length'),
};

/** What is wrong in the structures inside a disk, or keeps them from being read. */
const guestDamage = {
  ...taking(
    z.tuple([]),
    // any of them
    'no-signature wrong-checksum ends-early ends-before-field too-many-parts cut-short data-damaged',
    'header-damaged no-header contradicts-itself tree-too-deep number-too-large encrypted content-not-read',
    'no-file no-link no-folder-on-way links-never-end',
    // ext, XFS, Btrfs, LVM
    'checksum-of-superblock checksum-of-folder folder-entry folder-block folder-gap name-longer-than-entry',
    'chunk-without-stripes chunks-overlap too-many-chunks over-devices no-label checksum-of-label',
    'checksum-of-metadata checksum-of-metadata-area too-many-metadata-areas metadata-area-without-header',
    'metadata-without-group volume-without-segments segment-nowhere segment-without-stripes lists-too-deep',
    'list-without-end sections-too-deep section-without-end section-never-began text-without-end',
    'longer-than-real',
    // FAT, exFAT, NTFS, the registry
    'table-too-short no-links file-table-outside fixups torn-write longer-than-place attribute-list-damaged',
    'attribute-list-too-long no-data no-version no-index tree-loop tree-too-large tree-leads-outside',
    'block-misplaced entry-length name-of-gone-file stream-parts run-outside run-cut target-no-path',
    'link-to-other-volume encrypted-efs compressed-wof deduplicated single-instance hierarchical no-first-bin',
    'log-not-hive key-data subkeys-beyond-room no-subkey-list subkey-list-cut no-boot-configuration',
    // archives and the data bases of packages
    'too-many-archives empty-archive no-end zeros-for-archive packed-with-dictionary',
    'unpacks-to-more file-without-header name-too-long',
    'block-too-long block-damaged',
    'length-cut distance-cut literals-outside copy-cut copy-outside',
    'copy-of-nothing properties-damaged data-begins-wrong unknown-check further-filters filter-not-lzma2',
    'dictionary-size first-chunk unknown-chunk chunk-without-properties chunk-cut chunk-too-short',
    'chunk-too-long chunk-other-size frame-cut no-name-or-version not-of-rpm no-signature-or-version',
    'slot-damaged packages-overlap not-utf-8 page-no-table row-damaged value-type value-outside',
    'value-foreign-page value-without-bytes',
  ),
  ...taking(
    z.tuple([number]),
    'holds-impossible-number runs-overlap sector-size page-size too-many-links too-many-entries',
    'block-size inode-size inode-size-power group-size-power folder-block-power group-descriptor-size',
    'inodes-per-group blocks-per-group blocks-beyond-volume bytes-beyond-volume checksum-of-group',
    'checksum-of-inode checksum-of-extents checksum-of-link checksum-of-node no-block no-inode',
    'inode-not-in-use inode-says-another inode-on-other-device inode-form inline-data-elsewhere extent-tree',
    'extents-order wrong-extent no-extents extents-of-another tree-order link-to-other-blocks link-cut',
    'node-size node-order no-node no-address no-subvolume on-devices compressed-piece compressed-by-number',
    'segment-count no-segment stripe-count stripe-size',
    'cluster-sectors cluster-size clusters-beyond-volume no-cluster record-size index-block-size',
    'record-behind-end record-not-in-use attribute-length run-length compression-unit cell-outside',
    'cell-too-small no-key key-name-cut key-values too-many-subkeys no-value value-name-cut value-size',
    'value-bytes data-cut',
    'no-archive needs-memory too-many-packages slot-pages package-header no-page',
  ),
  ...taking(
    z.tuple([number, number]),
    'more-than-read inodes-at-block inode-bytes inode-version tree-levels node-keys node-level metadata-at',
    'sectors-and-clusters clusters-on-bytes chain-leads-to record-belongs-to record-no-part cell-size',
  ),
  ...taking(z.tuple([number, number, number]), 'outside groups-on-bytes no-tree-node sectors-and-tables'),
  ...taking(
    z.tuple([text]),
    'unknown-feature no-name impossible-name link-leads-nowhere compressed-with segment-type segments-gap',
    'no-physical-volume value-expected no-number no-text begins-otherwise reparse-tag packed-with no-table',
  ),
  ...taking(z.tuple([text, number]), 'volume-bytes'),
  ...taking(z.tuple([either]), 'unknown-version'),
};
export const damageCodes = { ...diskDamage, ...guestDamage };

const kind = z.enum(['text', 'number', 'truth', 'list', 'object', 'null', 'other']);
export type Kind = z.infer<typeof kind>;
/** A path such as `disks[0].path`; empty: the whole. */
const at = text;

/** What does not fit a schema; never what was written there, which may be a secret. */
export const misfitCodes = {
  ...taking(
    z.tuple([at]),
    'whole empty url time unfit not-json json-ends empty-file must-be-file',
    // rules of our own schemas, which name them as their message
    'imageName imageNameReserved objectKey bucketName regionId tagKey tagValue tagTwice resourceGroupId',
    'description instanceType disksOrExisting oneSystemDisk variantOfFormat acrossAccount acrossRegion',
    'proxyUrl domain reason accountId roleArn passwordSigns passwordKinds',
  ),
  ...taking(
    z.tuple([at, number]),
    'too-short too-long too-few too-many too-small not-above too-large more file-too-large',
  ),
  ...taking(z.tuple([at, number, number]), 'not-json-at'),
  ...taking(z.tuple([at, text]), 'pattern'),
  ...taking(z.tuple([at, texts]), 'unknown-field missing-choice none-of'),
  ...taking(z.tuple([at, z.array(texts)]), 'no-form'),
  ...taking(z.tuple([at, z.array(kind), texts]), 'missing'),
  ...taking(z.tuple([at, z.array(kind), kind]), 'wrong-type'),
};

type Format = Words<'ext ext2 ext3 ext4 xfs btrfs lvm fat exfat ntfs' | 'initramfs gzip lz4 lzma xz zstd dpkg'>;
export type Part = Split<
  | 'ext inode|ext extent tree|ext folder|ext inline data|xfs inode|xfs folder|xfs extents|xfs link'
  | 'btrfs tree|btrfs node|btrfs folder|btrfs inline data|btrfs compressed data|lvm metadata|exfat name'
  | 'NTFS boot sector|NTFS directory|NTFS file table|NTFS record|NTFS runs|NTFS compressed data'
  | 'NTFS reparse point|NTFS volume|NTFS log|registry hive|partition table|volume|file|directory'
  | 'packed file|cpio archive|rpm data base|rpm header|Berkeley data base|SQLite data base',
  '|'
>;
/** What damage was met in: a format, or a part of one by its English name, which a number may follow. */
export type Structure = Format | Part | `${Part} ${number}`;
