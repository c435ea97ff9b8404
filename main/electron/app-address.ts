/** The page's address inside the window, and what is told from it: our own origin, and no other. */

export const appScheme = 'app';
export const appOrigin = 'app://migrator';
export const appAddress = `${appOrigin}/`;
