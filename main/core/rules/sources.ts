/** Which documents the rules come from: their titles and dates, so that every row can say who said so and when. */
import type { SourceId, SourceView } from '../../../contract/rules.ts';

const documents: { readonly [S in SourceId]: Omit<SourceView, 'id'> } = {
  overview: { title: 'Image migration (overview)', date: '2018', about: true },
  // neither bears a date; the versions they name end with Windows Server 2012 R2 and CentOS 7
  'white-paper': { title: 'White paper on image migration', date: '2018', about: true },
  'import-custom-images': { title: 'Import custom images', date: '2021-07' },
  'import-instructions': { title: 'Instructions for importing images', date: '2021-07' },
  'smc-image-check': { title: 'Image check in Server Migration Center', date: '2025' },
  'import-api': { title: 'ImportImage, API reference', date: '2025-05' },
  'linux-requirements': { title: 'Linux image requirements', date: '2026-04' },
  'image-check': { title: 'Check and repair custom images', date: '2025' },
  'virtio-guide': { title: 'Install a virtio driver', date: '2021-07' },
  'cloud-init-guide': { title: 'Install cloud-init', date: '2021-07' },
  'customize-linux': { title: 'Customize Linux images', date: '2021-07' },
  'check-tool': { title: 'Image compliance tool (image_check)', date: '2021-07' },
  'format-guide': { title: 'Convert the image file format', date: '2021-07' },
  'smc-guide': { title: 'Server Migration Center user guide', date: '2021-07' },
  'public-endpoint': { title: 'Notice on data calls through OSS public endpoints', date: '2025-03' },
  'launch-api': { title: 'RunInstances, API reference', date: '2025' },
  'tool-maker': { title: 'The tool’s own documentation', date: '2025' },
  measured: { title: 'Tried by the authors', date: '2025' },
  judgement: { title: 'The authors’ judgement', date: '2025' },
};

/** The document behind a row. */
export const sourceOf = (id: SourceId): SourceView => ({ id, ...documents[id] });
