/** The names the import form has for systems; the families a person chooses among. */
import type { z } from '../../../contract/schema.ts';
import type { platform } from '../../../contract/platforms.ts';
import type { osFamily } from '../../../contract/rules.ts';

export type Platform = z.infer<typeof platform>;
export type OsFamily = z.infer<typeof osFamily>;
