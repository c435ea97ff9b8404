/** English of what the command line says to people; commands and options are the same in every language. */
export const cli = {
  started: (id: string, name: string) => `Migration ${id}: ${name}`,
  image: 'Image',
  report: 'Report',
  cancelled: (id: string) => `Migration ${id} is cancelled and cleaned up.`,
  noMigrations: 'No migrations yet.',
  files: 'files',
  sizes: (virtual: string, stored: string, data: string) =>
    `virtual size ${virtual}, stored size ${stored}, data ${data}`,
  table: (table: string, partitions: number, bootMode: string) =>
    `partition table ${table}, ${partitions} partition(s), boot mode ${bootMode}`,
  of: (done: string, total: string) => `${done} of ${total}`,
  left: (duration: string) => `${duration} left`,
};
