/** Kinds of migration and the scenarios the white paper tells apart; the steps from a server to an instance; words worth explaining. */
import type { MigrationKind, ScenarioId, SourcePlatform } from '../../../contract/assess.ts';
import type { SourceId } from '../../../contract/rules.ts';

/** White paper §2.2 and §2.3: what is moved from where, and what that is called. */
export const scenarioOf: { readonly [P in SourcePlatform]: { kind: MigrationKind; scenario: ScenarioId } } = {
  physical: { kind: 'P2V', scenario: 'data-centre' },
  vmware: { kind: 'V2V', scenario: 'virtualisation' },
  'hyper-v': { kind: 'V2V', scenario: 'virtualisation' },
  virtualbox: { kind: 'V2V', scenario: 'virtualisation' },
  kvm: { kind: 'V2V', scenario: 'virtualisation' },
  xen: { kind: 'V2V', scenario: 'virtualisation' },
  aws: { kind: 'V2V', scenario: 'other-cloud' },
  azure: { kind: 'V2V', scenario: 'other-cloud' },
  gcp: { kind: 'V2V', scenario: 'other-cloud' },
  'other-cloud': { kind: 'V2V', scenario: 'other-cloud' },
  alibaba: { kind: 'within-alibaba', scenario: 'within-alibaba' },
};

interface Entry {
  readonly id: string;
  readonly from: readonly SourceId[];
}

export const stepEntries = [
  { id: 'assess', from: ['overview', 'white-paper'] },
  { id: 'shares', from: ['white-paper'] },
  { id: 'prepare', from: ['white-paper', 'import-instructions'] },
  { id: 'capture', from: ['white-paper'] },
  { id: 'convert', from: ['white-paper', 'import-instructions'] },
  { id: 'upload', from: ['white-paper', 'import-custom-images'] },
  { id: 'authorise', from: ['white-paper', 'import-custom-images'] },
  { id: 'import', from: ['import-custom-images', 'white-paper'] },
  { id: 'check', from: ['smc-image-check', 'image-check'] },
  { id: 'launch', from: ['overview', 'white-paper'] },
  { id: 'within-cloud', from: ['white-paper'] },
] as const satisfies readonly Entry[];

export const glossaryEntries = [
  { id: 'image-migration', from: ['white-paper'] },
  { id: 'redeployment', from: ['white-paper'] },
  { id: 'cold-migration', from: ['white-paper'] },
  { id: 'hot-migration', from: ['white-paper'] },
  { id: 'lazy-migration', from: ['white-paper'] },
  { id: 'p2v', from: ['white-paper'] },
  { id: 'v2v', from: ['white-paper'] },
  { id: 'custom-image', from: ['white-paper', 'import-custom-images'] },
  { id: 'snapshot', from: ['white-paper', 'import-custom-images'] },
  { id: 'virtual-size', from: ['import-instructions'] },
  { id: 'uses', from: ['white-paper'] },
  { id: 'challenges', from: ['white-paper'] },
  { id: 'byol', from: ['import-custom-images'] },
  { id: 'virtio', from: ['import-instructions'] },
  { id: 'cloud-init', from: ['import-instructions'] },
  { id: 'boot-mode', from: ['import-api'] },
  { id: 'oss', from: ['white-paper'] },
  { id: 'service-role', from: ['white-paper', 'import-custom-images'] },
  { id: 'image-check', from: ['smc-image-check'] },
  { id: 'image-check-groups', from: ['smc-image-check'] },
  { id: 'split-disk', from: ['white-paper'] },
] as const satisfies readonly Entry[];
