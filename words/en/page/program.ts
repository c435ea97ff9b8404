/** English of what concerns the program itself: where it keeps what, support bundle, newer versions; and of looking before saving. */
export const program = {
  program: {
    data: 'Data on this machine',
    dataFolder: 'Data folder',
    dataHelp:
      'Migrations, their logs and reports, and settings. To use another one, start the program with --data-dir.',
    free: (size: string) => `${size} free`,
    staging: 'Folder for converted disks',
    stagingHelp: 'Where new migrations begin with. Empty: a folder of their own in the data folder.',
    choose: 'Choose…',
    save: 'Use this folder',
    saved: 'Saved.',
    secrets: 'Keys and passwords',
    secretsNone: 'None is kept.',
    proxyPassword: 'Password of the proxy',
    kept: { 'os-vault': 'in the system’s vault', 'this-session': 'until the program ends' },
    forget: 'Forget all…',
    forgetTitle: 'Forget all keys and passwords?',
    forgetText:
      'They are removed from the system’s vault and from memory. Migrations that need them wait until they are given again.',
    forgetYes: 'Forget all',
    support: 'Support bundle',
    supportIntro:
      'Logs, records, settings and versions, for somebody who helps. Keys and passwords are taken out. You see every file before anything is saved, and nothing is sent.',
    log: 'Log',
    logs: { normal: 'Normal', detailed: 'Detailed' },
    logHelp:
      'Detailed also notes each request to the cloud: what was asked, the answer’s status and request ID, and how long it took. It never notes a key or a signed address, and keeps no more than the latest 4 MiB.',
    hideNames: 'Take out paths, names of machines, buckets, accounts and images as well',
    prepare: 'Prepare…',
    bundleTitle: 'Look before you save',
    bundleFiles: 'Files',
    bundleSave: 'Save as zip',
    updates: 'Newer versions',
    updatesIntro: 'Asked only when you press the button; nothing is downloaded.',
    feed: 'Where to ask',
    feedHelp:
      'A JSON file with version, notes and page, as your organisation publishes it. Empty: nobody is asked.',
    feedWrong: 'An address begins with http:// or https://.',
    check: 'Check now',
    upToDate: (version: string) => `This is the newest: ${version}.`,
    newer: (version: string) => `Version ${version} is there`,
    getIt: 'Where to get it:',
    reset: 'Reset settings…',
    resetTitle: 'Reset all settings?',
    resetText:
      'Appearance, language, limits, proxy, certificates and folders go back to how they came. Migrations, accounts and keys stay.',
    resetYes: 'Reset',
    reportTitle: 'Report',
    saveAs: (kind: string) => `Save as ${kind}`,
    announcement: (name: string, what: string) => `${name}: ${what}`,
  },
};
