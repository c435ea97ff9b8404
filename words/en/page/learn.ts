/** English of the room Learn. */
export const learn = {
  learn: {
    title: 'Learn',
    topics: {
      steps: 'Steps',
      tools: 'Tools',
      glossary: 'Glossary',
      limits: 'Limits',
      practice: 'Practice cloud',
      errors: 'Error book',
    },
    about: {
      steps: 'What happens between a server and an instance made of it, in order.',
      tools: 'The tools that documents name, what each is for, and whether it is still to be had.',
      glossary: 'What the words mean.',
      limits:
        'What Alibaba Cloud accepts: sizes, formats, systems, passwords, drivers. Where documents differ, all of them are told, and what this program does.',
      errors: 'What the services say when they refuse something, what it means, and what to do. The codes are theirs.',
    },
    search: 'Search this page',
    searchErrors: 'Search by code or words',
    nothing: 'Nothing fits.',
    codes: (count: number) => (count === 1 ? '1 code' : `${count} codes`),
    codeUnknown: (code: string) =>
      `The book has no entry for ${code}. The message and the request id say more; both are in the log.`,
    inBook: (code: string) => `${code} in the error book`,
    accepted: 'What Alibaba Cloud accepts, and who says so',
    remedy: 'What to do:',
    practice: [
      'The practice cloud is a simulator on this machine. It answers as Alibaba Cloud does, refuses what Alibaba Cloud refuses, and really looks at the disk that is uploaded.',
      'Nothing leaves this machine, nothing costs money, and no account is needed. A migration that goes there is marked.',
    ] as readonly string[],
    sample: 'The sample disk, a small Linux server made for practice:',
    noSample: 'The sample disk is not there. Start the program with “npm start”, which makes it.',
    lessons: 'Lessons',
    lessonsAbout: 'Each begins a migration of its own, in a practice cloud that was made for it.',
    lessonNow: 'running now',
    start: 'Start',
    startNamed: (title: string) => `Start the lesson ${title}`,
  },
};
