/** English of the kinds a disk format comes in, as its reader names them; what VMware calls its own stays. */
export const subformats = {
  dynamic: 'dynamic',
  fixed: 'fixed',
  version: (number: string) => `version ${number}`,
};
