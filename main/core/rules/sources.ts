/** Which documents the rules come from: their dates, so that every row can say who said so and when. */
import type { SourceId, SourceView } from '../../../contract/rules.ts';

const documents: { readonly [S in SourceId]: Omit<SourceView, 'id'> } = {
  overview: { date: '2018', about: true },
  // neither bears a date; the versions they name end with Windows Server 2012 R2 and CentOS 7
  'white-paper': { date: '2018', about: true },
  'import-custom-images': { date: '2021-07' },
  'import-instructions': { date: '2021-07' },
  'smc-image-check': { date: '2025' },
  'import-api': { date: '2025-05' },
  'linux-requirements': { date: '2026-04' },
  'image-check': { date: '2025' },
  'virtio-guide': { date: '2021-07' },
  'cloud-init-guide': { date: '2021-07' },
  'customize-linux': { date: '2021-07' },
  'check-tool': { date: '2021-07' },
  'format-guide': { date: '2021-07' },
  'smc-guide': { date: '2021-07' },
  'public-endpoint': { date: '2025-03' },
  'launch-api': { date: '2025' },
  'tool-maker': { date: '2025' },
  measured: { date: '2025' },
  judgement: { date: '2025' },
};

/** The document behind a row. */
export const sourceOf = (id: SourceId): SourceView => ({ id, ...documents[id] });
