/** English of the window's own menu and dialogs; what has a role, Electron itself names. */
export const desktopEn = {
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    help: 'Help',
    helpOnImport: 'Importing Images into ECS',
  },
  diskImages: 'Disk images',
  allFiles: 'All files',
  running: 'A migration is running',
  runningLong:
    'It stops when this window closes. Nothing is lost: it can go on from where it was at the next start.',
  goOn: 'Go on',
  stop: 'Stop and keep for later',
};
