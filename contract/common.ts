/** Schemas that several rooms of the contract share. */
import { z } from './schema.ts';
import { locale } from './locale.ts';

export const isoTime = z.iso.datetime();

export const bytes = z.number().nonnegative();

/** OSS's decimal spelling of an unsigned 64-bit CRC. */
export const crc64 = z.string().regex(/^\d{1,20}$/);

/** For calls whose answer is text: the language to answer in. */
export const spoken = z.strictObject({ locale });
/** A page for the browser and the printer, or text for a wiki. */
export const paper = z.enum(['html', 'markdown']);
export const text = z.strictObject({ text: z.string() });
