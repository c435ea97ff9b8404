/** The page's entry: takes the nonce, connects, and mounts the page. */
import './theme/styles.ts';
import { createRoot } from 'react-dom/client';
import { openLink } from './bridge/open-link.ts';
import { Page } from './page/page.tsx';
import { createPageState } from './state/page-state.ts';
import { Providers } from './theme/theme.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const root = document.getElementById('page');
if (root === null) throw new Error('index.html has no place for the page');

const page = createPageState(openLink);
void page.run();
createRoot(root).render(
  <Providers page={page} nonce={nonce}>
    <Page />
  </Providers>,
);
