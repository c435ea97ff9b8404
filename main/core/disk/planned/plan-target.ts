/** Plans the file that a disk becomes, in each format that can be planned. */
import type { TargetFormat, TargetVariant } from '../../../../contract/plan.ts';
import type { PlannedFile } from './planned-file.ts';
import { planQcow2, qcow2ClusterBytes } from './qcow2-plan.ts';
import { planRaw, rawUnitBytes } from './raw-plan.ts';
import { storedUnits, type StoredUnits, type UnitRun } from './stored-units.ts';
import { planFixedVhd, planVhd, vhdBlockBytes } from './vhd-plan.ts';

interface Planner {
  /** The format stores whole units of the disk or none of one. */
  readonly unitBytes: number;
  readonly plan: (sizeBytes: number, units: StoredUnits) => PlannedFile;
}

const planners: Record<TargetFormat, Planner> = {
  qcow2: { unitBytes: qcow2ClusterBytes, plan: planQcow2 },
  vhd: { unitBytes: vhdBlockBytes, plan: planVhd },
  raw: { unitBytes: rawUnitBytes, plan: planRaw },
};
const fixedVhd: Planner = { unitBytes: rawUnitBytes, plan: planFixedVhd };

/** Undefined for a compressed target: its length is not known before it is packed. */
export function plannerFor(format: TargetFormat, variant: TargetVariant | undefined): Planner | undefined {
  if (variant === 'compressed') return undefined;
  return variant === 'fixed' ? fixedVhd : planners[format];
}

/** The file for a disk of `sizeBytes` of which the planner's units in `runs` are stored. */
export const planFile = ({ unitBytes, plan }: Planner, sizeBytes: number, runs: readonly UnitRun[]): PlannedFile =>
  plan(sizeBytes, storedUnits(sizeBytes, unitBytes, runs));
