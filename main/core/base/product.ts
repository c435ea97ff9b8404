/** What this program is called, from the one place that says so. */
import packageJson from '../../../package.json' with { type: 'json' };

export const product = { name: packageJson.productName, version: packageJson.version } as const;
