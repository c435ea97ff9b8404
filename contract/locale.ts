/** A language as it travels: by its tag, as in `en`. Which languages the product speaks is settled by `words/`, not here. */
import { z } from './schema.ts';

/** For calls whose answer is text. */
export const locale = z.string().regex(/^[a-z]{2,3}(-\w+)*$/);

/** What the settings say; without a word the same as `system`. */
export const language = z.union([z.literal('system'), locale]);
