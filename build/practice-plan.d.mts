/** What TypeScript may use of practice-plan.mjs, which has to be plain JavaScript as the demo that uses it. */
export function practicePlan(disk: string, name: string): object;
