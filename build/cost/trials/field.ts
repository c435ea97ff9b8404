/** A field of the import form: ImportImage's Features.ImdsSupport. The practice cloud has it, so it is taken out first. */
import { before, instead, type Trial } from '../trial.ts';

const world = '  imds: z.string().default(';
const read = "    imds: oneOf('Features.ImdsSupport',";
const shown = ', ImdsSupport: form.imds';

export const field: Trial = {
  name: 'a field of the import form',
  most: 8,
  first: [
    instead('practice/world/world.ts', `${world}'v1'),\n`, ''),
    instead(
      'practice/rpc/import-form.ts',
      `${read} ['v1', 'v2'], 'v1', 'InvalidParameter.FeaturesImdsSupport'),\n`,
      '',
    ),
    instead('practice/rpc/describe-image.ts', shown, ''),
  ],
  edits: [
    before(
      'contract/import-form.ts',
      "  nvmeSupport: field('switch'",
      `  imdsV2: field('switch', 'Metadata Access Mode', 'Features.ImdsSupport', z.boolean().optional(), {
    since: 'api',
    sent: (on) => (on === true ? 'v2' : 'v1'),
  }),`,
    ),
    before(
      'words/en/import-form.ts',
      '  nvmeSupport: {',
      "  imdsV2: { name: 'Metadata Access Mode', help: 'How programs ask for metadata.', on: 'With a token only' },",
    ),
    before(
      'words/zh/import-form.ts',
      '  nvmeSupport: {',
      "  imdsV2: { name: '元数据访问模式', help: '程序访问元数据的方式。', on: '仅允许凭证访问' },",
    ),
    before(
      'docs/import-form.md',
      '| NVMe Support ',
      '| Metadata Access Mode | no | `image.imdsV2` | `Features.ImdsSupport` | API, later | How programs ask for metadata. |',
    ),
    instead(
      'main/core/cloud/alibaba/import-image-request.test.ts',
      '\n  nvmeSupport: true,\n',
      '\n  imdsV2: true,\n  nvmeSupport: true,\n',
    ),
    before('practice/world/world.ts', '  nvmeSupport: z.', `${world}'v1'),`),
    before(
      'practice/rpc/import-form.ts',
      "    resourceGroupId: parameters.get('ResourceGroupId')",
      `${read} ['v1', 'v2'], 'v1', 'InvalidParameter.FeaturesImdsSupport'),`,
    ),
    instead('practice/rpc/describe-image.ts', 'NvmeSupport: form.nvmeSupport', `NvmeSupport: form.nvmeSupport${shown}`),
  ],
  tests: [
    [
      'contract/import-form.test.ts',
      'main/core/cloud/alibaba/import-image-request.test.ts',
      'words/both-languages.test.ts',
      'renderer/steps/target/form-order.test.tsx',
      'practice/rpc/ecs-import.test.ts',
    ],
  ],
};
