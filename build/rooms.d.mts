/** Types of rooms.mjs for the tests. */
export const rooms: readonly {
  readonly room: string;
  readonly mayImport: readonly string[];
  readonly what: string;
}[];
export const outside: string;
export function pathOf(name: string): string;
export function checkRooms(): Promise<{ ok: boolean; output: string }>;
