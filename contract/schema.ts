/** The one place zod is configured: its JIT probe (`new Function`) would trip the page's content security policy. */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
