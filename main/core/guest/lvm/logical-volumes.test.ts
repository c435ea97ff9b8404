/** Volumes made of other volumes end, whatever a group's description says of them. */
import { expect, it } from 'vitest';
import { logicalVolumes } from './logical-volumes.ts';
import { parseMetadata, sectionsIn } from './metadata-text.ts';

const idOfAll = 'aaaaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaaaa';
/** Mirrors by name, each with the names of its images. */
function groupOf(mirrors: Readonly<Record<string, readonly string[]>>) {
  const volumes = Object.entries(mirrors).map(
    ([name, images]) =>
      `${name} { id = "${idOfAll}" status = ["READ", "VISIBLE"] segment_count = 1 segment1 { start_extent = 0 extent_count = 1 type = "raid1" raids = [${images.map((image) => `"${image}"`).join(', ')}] } }`,
  );
  const text = `group { id = "${idOfAll}" seqno = 1 extent_size = 8192 physical_volumes { } logical_volumes { ${volumes.join(' ')} } }`;
  const [[name, section] = []] = sectionsIn({ all: parseMetadata(text) }, 'all');
  if (name === undefined || section === undefined) throw new Error('the text holds no group');
  const source = { size: 0, read: () => Promise.reject(new Error('nothing is read')) } as never;
  return { uuid: idOfAll, source, group: { name, section, sequence: 1 } };
}

it('says what is wrong with a mirror that is its own image', () => {
  const [volume] = logicalVolumes([groupOf({ round: ['round'] })]);
  expect(volume).toMatchObject({ name: 'round', problem: { reason: 'damaged' } });
});

it('puts each of many mirrors over one another together once', () => {
  const floors = Array.from({ length: 40 }, (_, floor) => floor);
  const mirrors = Object.fromEntries(
    floors.map((floor) => [`m${floor}`, Array.from({ length: 20 }, () => `m${floor + 1}`)]),
  );
  const volumes = logicalVolumes([groupOf(mirrors)]);
  expect(volumes).toHaveLength(40);
  expect(volumes.every(({ problem }) => problem !== undefined)).toBe(true);
});
