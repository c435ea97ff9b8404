/** English of adding an account, of its rights, and of the roles ECS works with. */
import type { RightView, RoleView } from '../../../contract/accounts.ts';

const purposes: { readonly [P in RightView['purpose']]: string } = {
  import: 'Import the image',
  upload: 'Upload the disk',
  role: 'See the import role',
  launch: 'Start a trial instance',
  images: 'Copy, share and create images',
  groups: 'Choose a resource group',
};
const roleUses: { readonly [U in RoleView['use']]: string } = {
  import: 'Importing images',
  export: 'Exporting images',
};

export const accounts = {
  addAccount: {
    title: 'Add an account',
    how: 'Sign in with',
    kinds: {
      'access-key': 'AccessKey pair',
      'sts-token': 'Temporary token (STS)',
      'cli-profile': 'Profile of the aliyun command line',
      'ram-role': 'RAM role',
      environment: 'Environment variables',
    },
    hints: {
      'access-key':
        'Use the key of a RAM user made for migrations, not that of the whole account. It is tested before it is kept.',
      'sts-token':
        'Keys that somebody was given for a while. When the token ends, uploads rest; give a new one under the same name, and they go on.',
      'cli-profile': 'Profiles that “aliyun configure” has made on this machine, with an AccessKey, a token or a role.',
      'ram-role':
        'Works with the rights of a role instead of those of the key. Its sessions are renewed by themselves.',
      environment:
        'Set these variables before the program is started, and the account “environment” is in the list above:',
    },
    token: 'Security token',
    site: 'Site',
    sites: { china: 'China (aliyun.com)', international: 'International (alibabacloud.com)' },
    siteHelp: 'Where its consoles are; the services are the same.',
    noVault: 'The web page has no key store. The desktop window has.',
    profile: 'Profile',
    noProfiles: (file: string) => `There are no profiles in ${file}.`,
    profilesIn: (file: string) => `Read from ${file}.`,
    currentProfile: (name: string) => `${name} (the current one)`,
    unusableProfile: (name: string, mode: string) => `${name}: ${mode} cannot be used here`,
    use: 'Use it',
    inPlace: 'where it is: nothing is copied, changes there count at once',
    copied: 'as a copy kept here',
    base: 'Keys of',
    baseHelp: 'The account that may assume the role.',
    roleArn: 'ARN of the role',
    roleArnHelp: 'As the RAM console shows it, for example acs:ram::1234567890123456:role/migration.',
    roleArnWrong: 'It looks like acs:ram::ACCOUNT:role/NAME.',
    sessionName: 'Name of the sessions',
    sessionNameHelp: 'Shown in the records of ActionTrail. Optional.',
    sessionNameWrong: 'Use 2 to 64 letters, digits and . @ - _',
  },
  accountTools: {
    details: 'Test, rights and roles',
    detailsOf: (name: string) => `Test, rights and roles of ${name}`,
    test: 'Test now',
    tested: 'The account is accepted.',
    accountId: 'Account ID',
    arn: 'ARN',
    clock: 'This machine’s clock',
    clockFine: 'is right',
    clockAhead: (duration: string) => `is ${duration} ahead of the cloud’s; requests allow for it`,
    clockBehind: (duration: string) => `is ${duration} behind the cloud’s; requests allow for it`,
  },
  rights: {
    title: 'Rights',
    intro: 'Asked with dry runs and requests about things that do not exist: nothing is changed, nothing costs money.',
    region: 'Region',
    bucket: 'Bucket',
    anyBucket: 'any bucket',
    check: 'Check the rights',
    again: 'Check again',
    checking: 'Asking right by right…',
    all: 'Everything a migration needs is allowed.',
    missing: (count: number) =>
      count === 1
        ? 'One right that a migration needs is missing:'
        : `${count} rights that a migration needs are missing:`,
    columns: { purpose: 'For', action: 'RAM action', allowed: 'Allowed' },
    purposes,
    optional: 'not needed for a migration',
    allowed: { yes: 'Yes', no: 'No', 'cannot-tell': 'Cannot be asked' },
    details: (count: number) => `All ${count} rights`,
    policy: 'The least a migration needs, as a RAM policy',
    policyHow:
      'In the RAM console: Permissions, Policies, Create Policy, JSON; paste it, and attach the policy to the user. An administrator has to do that.',
    policyWhat: 'the policy',
    ramConsole: 'RAM console',
  },
  roles: {
    title: 'Roles of ECS',
    intro:
      'ECS fetches a disk from OSS in a role of your account. The console asks for it once, under “Cloud Resource Access Authorization”.',
    uses: roleUses,
    needed: {
      import: 'Needed for every import.',
      export: 'Only needed to export images. Migrations do without.',
    },
    ready: 'Ready',
    incomplete: 'Not complete',
    absent: 'Missing',
    hidden: 'Cannot be seen',
    checks: {
      present: 'The role exists',
      trusted: 'ECS may assume it',
      attached: (policy: string) => `${policy} is attached`,
    },
    yes: 'yes',
    no: 'no',
    unknown: 'may not be looked at',
    create: 'Create it…',
    complete: 'Complete it…',
    consentTitle: (role: string) => `Create ${role}?`,
    consentText: (role: string, policy: string) =>
      `In your account the role ${role} is created where it is missing, ECS (ecs.aliyuncs.com) is allowed to assume it, and the system policy ${policy} is attached to it. It lets ECS read objects in your buckets, and nothing else. You can delete it in the RAM console at any time.`,
    consentTextExport: (role: string, policy: string) =>
      `In your account the role ${role} is created where it is missing, ECS (ecs.aliyuncs.com) is allowed to assume it, and the system policy ${policy} is attached to it. It lets ECS read and write objects in your buckets. You can delete it in the RAM console at any time.`,
    consentYes: 'Create the role',
    made: 'The role is complete. ECS hears of it within a minute or so; pre-flight and import wait for that by themselves.',
    byHand: 'Without the right to create roles',
    byHandText: 'An administrator of the account opens this page and confirms, which makes both roles:',
    linkName: 'Cloud Resource Access Authorization',
    linkWhat: 'the link',
    texts: 'Or makes the role by hand, with these texts:',
    trustPolicy: 'Trust policy',
    permissions: (policy: string) => `What ${policy} allows`,
    again: 'Look again',
  },
};
