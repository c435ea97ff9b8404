/** Loaded before a program (`node --import`): at its end, writes its peak resident memory in bytes to the file PEAK_FILE. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  // resourceUsage gives kilobytes
  writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS * 1024));
});
