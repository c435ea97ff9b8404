/** English of moving servers that run in Alibaba Cloud already. */
export const moves = {
  moves: {
    title: 'Move a server',
    intro:
      'An image of the server is made, brought to where it shall be, and started there as a new instance. The server itself is not touched: it goes on as it is until you release it.',
    across: 'Move it to',
    acrosses: {
      vpc: 'another VPC of the same region',
      region: 'another region',
      account: 'another account',
    },
    ways: {
      vpc: 'An image of the server can be used in every VPC of its region: image, then a new instance in the other VPC.',
      region: 'Image, a copy of it in the other region, then a new instance there.',
      account:
        'Image, a copy if the region is another one too, the image shared with the other account, then a new instance there. The share can be ended once the server runs there; to set its system disk back to the image later, keep it.',
    },
    server: 'Server to move',
    toAccount: 'Target account',
    toAccountHelp: 'Must be among the accounts here, so that the instance can be started in it.',
    noOtherAccount: 'There is no other account here. Add it under Accounts.',
    toRegion: 'Target region',
    toRegionHelp: 'May be the same one.',
    imageName: 'Name of the image',
    check: 'Check the image once it is there (free of charge)',
    costs: 'The image and its copy cost storage until you delete them.',
    start: 'Begin',
    none: 'No server was moved from here yet',
    noneText:
      'A server in ECS can be moved to another VPC, another region or another account. Each way is three steps; they are followed here, also after a restart of the program.',
    columns: { server: 'Server', way: 'Way', state: 'State', begun: 'Begun' },
    way: (from: string, to: string) => `${from} → ${to}`,
    otherNetwork: (region: string) => `another VPC in ${region}`,
    state: {
      running: 'Running',
      interrupted: 'Interrupted',
      failed: 'Failed',
      launch: 'Ready to start',
      done: 'Done',
    },
    back: 'All moves',
    gone: 'There is no such move here',
    heading: (server: string) => `Move of ${server}`,
    steps: {
      image: 'Make an image of the server',
      bring: 'Bring it to where it shall be',
      launch: 'Start a server from it there',
    },
    doing: {
      image: 'The image is being made.',
      copy: (region: string) => `The image is being copied to ${region}.`,
      share: (account: string) => `The image is being shared with ${account}.`,
      launch: 'The instance is starting.',
    },
    nothingToBring: 'Nothing to do: an image can be used in every VPC of its region.',
    madeImage: 'Image',
    arrived: (account: string, region: string) => `There for ${account} in ${region}.`,
    interruptedText:
      'The program ended in the middle. What the cloud was doing went on without it. Go on, and the next step is taken where it stands; nothing is made twice.',
    resume: 'Go on',
    retry: 'Try again',
    launchTitle: 'Say how the new server shall be',
    launchIntro:
      'The image is there. The new server is an instance of its own, with a new address; it costs money from its start.',
    doneTitle: 'The server runs in its new place',
    doneText:
      'Look whether everything works there. Then point your users to the new address, and release the old server and delete the images in the console when you need them no more.',
    forget: 'Forget',
    forgetTitle: (server: string) => `Forget the move of ${server}?`,
    forgetText: 'It is not followed any more. Images and instances it made in the cloud stay.',
    progressOf: (server: string) => `Progress of the move of ${server}`,
  },
};
