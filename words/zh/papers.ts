/** Chinese words of what core writes about Assess, Prepare and Learn. */
export { prepareWords as prepare } from './prepare/all.ts';
export { rulesWords as rules } from './rules/all.ts';
