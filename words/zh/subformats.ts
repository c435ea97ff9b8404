/** Chinese of the kinds a disk format comes in, as its reader names them; what VMware calls its own stays. */
export const subformat = (subformat: string): string =>
  ({ dynamic: '动态扩展', fixed: '固定大小' })[subformat] ?? subformat.replace(/^version /, '版本 ');
