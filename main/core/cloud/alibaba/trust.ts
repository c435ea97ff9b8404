/** A role's trust policy: may ECS assume it, and the same policy with ECS added. */
import { z } from '../../../../contract/schema.ts';

const ecs = 'ecs.aliyuncs.com';
const several = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.object({
  Effect: z.string(),
  Action: several,
  Principal: z.object({ Service: several.default([]) }),
});
/** What we do not know of a policy is kept as it is. */
const policy = z.looseObject({
  Statement: z.union([z.array(z.unknown()), z.looseObject({}).transform((one): unknown[] => [one])]),
});

/** False also for a policy that cannot be read. A refusal outweighs any permission. */
export function trustsEcs(document: string): boolean {
  const aboutEcs = (policy.safeParse(readJson(document)).data?.Statement ?? []).flatMap((one) => {
    const { data } = statement.safeParse(one); // others are about people and other services
    const concerns =
      data?.Principal.Service.includes(ecs) === true &&
      data.Action.some((action) => ['sts:assumerole', 'sts:*', '*'].includes(action.toLowerCase()));
    return concerns ? [data.Effect] : [];
  });
  return aboutEcs.includes('Allow') && !aboutEcs.includes('Deny');
}

const statementOfEcs = { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: [ecs] } };

/** A policy that trusts ECS and no other. */
export const trustOfEcs = JSON.stringify({ Statement: [statementOfEcs], Version: '1' });

/** The policy with a statement more, and none less: others may rely on it. Undefined when it cannot be read. */
export function withTrustInEcs(document: string): string | undefined {
  const { data } = policy.safeParse(readJson(document));
  return data === undefined ? undefined : JSON.stringify({ ...data, Statement: [...data.Statement, statementOfEcs] });
}

/** RAM answers it plain or URL-encoded. */
function readJson(document: string): unknown {
  try {
    return JSON.parse(document.startsWith('%') ? decodeURIComponent(document) : document);
  } catch {
    return undefined; // no policy we understand
  }
}
