/** Names of the objects of a migration. ImportImage looks at the key's ending, so it always follows the format. */
import type { Plan } from '../../../contract/plan.ts';

/** The system disk takes the plan's key; data disk N gets `-dataN` before the ending. */
export function objectKey(plan: Plan, disk: number): string {
  const { object } = plan.target;
  if (plan.disks[disk]?.role === 'system') return object;
  const number = plan.disks.slice(0, disk + 1).filter(({ role }) => role === 'data').length;
  const dot = object.lastIndexOf('.');
  const slash = object.lastIndexOf('/');
  return dot > slash + 1 ? `${object.slice(0, dot)}-data${number}${object.slice(dot)}` : `${object}-data${number}`;
}

/** Of every disk of the import, uploaded here or in the bucket already. */
export const allObjectKeys = (plan: Plan): string[] => [
  ...plan.disks.map((_, index) => objectKey(plan, index)),
  ...(plan.existing ?? []).map(({ key }) => key),
];

/** A name that is not in use, in the system disk's folder, with the ending ECS asks for. */
export function probeKey(plan: Plan, token: string): string {
  const { object, format } = plan.target;
  const folder = object.slice(0, object.lastIndexOf('/') + 1);
  return `${folder}ecs-image-migrator-probe-${token}.${format}`;
}
