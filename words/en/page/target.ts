/** English of what the import form asks beyond the disk's own fields, and of importing an object that is in OSS already. */
export const target = {
  form: {
    dataDisksNone: 'None. Data disks are added in the step Disks, up to 16.',
    resourceGroupDefault: 'Default resource group',
    resourceGroupTyped: 'The groups could not be listed. An ID may be entered all the same, as rg-…',
    tagKey: (number: number) => `Key of tag ${number}`,
    tagValue: (number: number) => `Value of tag ${number}`,
    tagKeyExample: 'Key',
    tagValueExample: 'Value',
    addTag: 'Add a tag',
    removeTag: (number: number) => `Remove tag ${number}`,
    keepObject: 'Uploaded objects, once the image is there',
    keepObjectOptions: { keep: 'Keep them in the bucket (costs storage)', remove: 'Remove them' },
    keepObjectHelp: 'The image does not need them any more. They are only removed after the import has succeeded.',
  },
  existing: {
    title: 'Is the disk in OSS already?',
    text: 'An object in a bucket of yours, in QCOW2, VHD or RAW, can be imported as it is: nothing is converted or uploaded.',
    begin: 'Import an object from OSS',
    on: 'This migration imports an object that is in OSS already.',
    onText: 'No disk of this machine is needed; Convert and Upload have nothing to do.',
    instead: 'Choose disks of this machine instead',
    addressOfSystem: 'of the system disk',
    addressOfData: 'of a further data disk',
    addressHelp:
      'Paste the URL from the OSS console or an oss:// address. A signature in it is not needed and not kept.',
    find: 'Find',
    found: 'Objects',
    objectOf: (bucket: string, key: string) => `oss://${bucket}/${key}`,
    columns: {
      role: 'Role',
      object: 'Object',
      stored: 'Stored size',
      size: 'Disk size (GiB)',
      actions: 'Actions',
    },
    sizeOf: (name: string) => `Disk size of ${name} in GiB`,
    sizeFromForm: 'see System Disk Size',
    sizeHelp:
      'At least the virtual size. It is read from the object where your account may; else “qemu-img info” shows it where the disk was made.',
    remove: (key: string) => `Remove ${key}`,
    where: 'Region and bucket are those of the objects:',
    format: (format: string) => `${format}, by the object’s name.`,
    formatUnknown:
      'ECS goes by the ending of the name: .qcow2, .vhd, .raw or .img. Rename the object in the OSS console.',
    unfit: {
      'other-content':
        'The content of this object is of another format than its name says. Give it the ending of its format in the OSS console; ECS imports RAW, VHD and QCOW2.',
      elsewhere: 'This object is in another bucket. All disks of an image are imported from one bucket.',
      twice: 'This object is in the list already.',
      'other-format': 'This object has another format than the first. All disks of an image have the same.',
      full: 'An image has at most 17 disks.',
    },
    imported: 'Imported from OSS',
    importedText: 'These objects were imported as they were. They are yours, and are left where they are.',
    archived: (storageClass: string) => `Stored as ${storageClass}`,
  },
  importing: {
    title: 'While ECS imports',
    text: 'How long it takes depends on the size of the disks and on how many imports are waiting in the region. This program may be closed meanwhile: ECS goes on, and so does the migration when it is opened again.',
    snapshot: 'Snapshot',
    snapshotState: 'Its state in the console',
    snapshotStates: { progressing: 'Creating', accomplished: 'Success', failed: 'Failed' } as Readonly<
      Record<string, string | undefined>
    >,
    snapshotText:
      'ECS makes a snapshot along with the image. Until the import is over its state is “Failed”: that is how it shows work that is not done yet, not an error. It is billed by the size of the imported file, for as long as the image is kept.',
  },
  cloudSaid: {
    own: 'In the cloud’s own words:',
    request: 'Request',
    task: 'Task',
    what: 'the cloud’s words and the number',
  },
  preflightHelp: {
    role: 'Set up the role…',
    bucket: 'Create a bucket…',
    rights: 'Which rights are missing?',
    hide: 'Close',
    askingAgain: 'It is asked again by itself every few seconds.',
    startAsks: 'All of it is asked once more when the migration starts.',
  },
};
