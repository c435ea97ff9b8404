/** The languages the product speaks: a folder each, and a line here. */
export { language as en } from './en/language.ts';
export { language as zh } from './zh/language.ts';
