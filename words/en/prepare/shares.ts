/** English words of the share recipes. */
import type { PrepareWords } from '../../prepare-words.ts';

export const shares: PrepareWords['shares'] = {
  parts: {
    server: 'On the machine that shares the folder',
    client: 'On the server that is captured',
    test: 'Try it',
    station: 'On the conversion station',
    afterwards: 'Afterwards',
  },
  steps: {
    install: { title: 'Install what is needed' },
    folder: { title: 'Make the folder', text: 'It needs room for all captured disks.' },
    export: { title: 'Share it', text: 'Only with the server that is captured, not with everybody.' },
    user: { title: 'Make the user who may write', text: 'You are asked for a password.' },
    start: { title: 'Start it, now and at each start of the machine' },
    firewall: { title: 'Let the server through the firewall' },
    'check-server': { title: 'See that it is shared' },
    mount: { title: 'Connect', text: 'With SMB you are asked for the password. Old Windows releases may need vers=2.0 or vers=1.0 among the options.' },
    room: { title: 'See how much room there is' },
    write: { title: 'Write a file and remove it again' },
    station: { title: 'Where this program runs', text: 'If it is the machine that shares the folder, choose the folder itself in the Disks step. Otherwise connect to it as below, for reading only; on Windows the address can be typed as it is.' },
    unmount: { title: 'Disconnect' },
    'take-back': { title: 'Stop sharing', text: 'When the last disk is converted, take the share, the user and the firewall’s exception back.' },
  },
  problems: {
    empty: 'is missing',
    'host-malformed': 'is not a host name: letters, digits and hyphens, in parts joined by dots',
    'address-malformed': 'is not an address: four numbers from 0 to 255 joined by dots',
    'folder-not-absolute': 'must begin with a slash',
    'folder-not-windows': 'must begin with a drive, such as D:\\',
    'folder-with-dots': 'must not contain “.” or “..” as a part',
    'folder-characters': 'has characters a Windows folder cannot have, or a part that ends in a dot or a space',
    'folder-percent': 'must not contain %, which Samba takes for a variable',
    'folder-is-system': 'is a folder of the system itself: choose one of its own',
    'control-characters': 'contains control characters or line breaks',
    'share-malformed': 'has more than 80 characters, blanks at its ends, or one of \\ / [ ] : | < > + = ; , * ? " %',
    'share-reserved': 'is a name the system uses itself',
    'user-malformed': 'is not a user name: letters, digits, dot, underscore and hyphen, at most 32',
    'letter-malformed': 'must be a drive letter from D to Z',
  },
}; // prettier-ignore
