/** Where the program keeps its migrations unless told otherwise. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `%LOCALAPPDATA%` on Windows, `~/Library/Application Support` on macOS, the XDG data folder elsewhere. */
export function defaultDataFolder(): string {
  const home = homedir();
  if (process.platform === 'win32') {
    return join(process.env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'ECS Image Migrator');
  }
  if (process.platform === 'darwin') return join(home, 'Library', 'Application Support', 'ECS Image Migrator');
  return join(process.env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'ecs-image-migrator');
}
