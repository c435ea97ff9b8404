/** Serves the built page under `app://migrator/`: a real origin, with a policy on every answer, and never the file system's. */
import { pageFiles } from '../page/page-files.ts';
import { appOrigin, appScheme } from './app-address.ts';
import type { ElectronApi } from './electron-api.ts';

/** Must be called before the app is ready. The scheme gets what a page needs and neither CORS nor service workers. */
export function registerAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }]);
}

/** Answers the window's requests from `pageFolder`; once the app is ready. */
export function serveAppScheme({ protocol }: Pick<ElectronApi, 'protocol'>, pageFolder: string): void {
  const files = pageFiles(pageFolder);
  protocol.handle(appScheme, async (request) => {
    const pathname = pathOf(request.url);
    if (request.method !== 'GET' || pathname === undefined) return new Response('Refused', { status: 403 });
    const answer = await files(pathname);
    return new Response(Buffer.from(answer.body), { status: answer.status, headers: answer.headers });
  });
}

/** The path as it was asked for, if our own host was asked. Cut from the text: a parser would tidy it before we look. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith(`${appOrigin}/`)) return undefined;
  return url.slice(appOrigin.length).split(/[?#]/, 1)[0];
}
