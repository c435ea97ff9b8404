/** Reads a role's trust policy: may ECS assume it? */
import { z } from '../../../../contract/schema.ts';

const several = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const policy = z.object({
  Statement: z.array(
    z.object({
      Effect: z.string(),
      Action: several,
      Principal: z.object({ Service: several.default([]) }),
    }),
  ),
});

/** False also for a policy that cannot be read. */
export function trustsEcs(document: string): boolean {
  const parsed = policy.safeParse(readJson(document));
  return (
    parsed.success &&
    parsed.data.Statement.some(
      ({ Effect, Action, Principal }) =>
        Effect === 'Allow' && Action.includes('sts:AssumeRole') && Principal.Service.includes('ecs.aliyuncs.com'),
    )
  );
}

/** RAM answers it plain or URL-encoded. */
function readJson(document: string): unknown {
  try {
    return JSON.parse(document.startsWith('%') ? decodeURIComponent(document) : document);
  } catch {
    return undefined; // no policy we understand
  }
}
