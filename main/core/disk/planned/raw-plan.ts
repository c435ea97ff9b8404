/** Plans a RAW disk: the disk itself in whole sectors; what is not stored is known to be zeros without reading it. */
import type { PlannedFile } from './planned-file.ts';
import type { StoredUnits } from './stored-units.ts';

export const rawUnitBytes = 65_536;

export function planRaw(sizeBytes: number, units: StoredUnits): PlannedFile {
  const { unitBytes } = units;
  return {
    byteLength: Math.ceil(sizeBytes / 512) * 512,
    run(at, most) {
      const unit = Math.floor(at / unitBytes);
      const next = units.nextStored(unit);
      if (next > unit) return { kind: 'zeros', length: Math.min(most, next * unitBytes - at) };
      const { inRow } = units.unitAt(units.indexOf(unit));
      return { kind: 'disk', offset: at, length: Math.min(most, (unit + inRow) * unitBytes - at) };
    },
  };
}
