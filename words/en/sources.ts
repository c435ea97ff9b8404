/** English titles of the documents that rules come from. */
import type { SourceId } from '../../contract/rules.ts';

export const sources: Readonly<Record<SourceId, string>> = {
  overview: 'Image migration (overview)',
  'white-paper': 'White paper on image migration',
  'import-custom-images': 'Import custom images',
  'import-instructions': 'Instructions for importing images',
  'smc-image-check': 'Image check in Server Migration Center',
  'import-api': 'ImportImage, API reference',
  'linux-requirements': 'Linux image requirements',
  'image-check': 'Check and repair custom images',
  'virtio-guide': 'Install a virtio driver',
  'cloud-init-guide': 'Install cloud-init',
  'customize-linux': 'Customize Linux images',
  'check-tool': 'Image compliance tool (image_check)',
  'format-guide': 'Convert the image file format',
  'smc-guide': 'Server Migration Center user guide',
  'public-endpoint': 'Notice on data calls through OSS public endpoints',
  'launch-api': 'RunInstances, API reference',
  'tool-maker': 'The tool’s own documentation',
  measured: 'Tried by the authors',
  judgement: 'The authors’ judgement',
};
