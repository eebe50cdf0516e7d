/** Starts the page: language, first requests and first route are fetched side by side, then React takes over. */
import '@shopify/polaris/build/esm/styles.css';
import './admin.css';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/queries.ts';
import { App } from './app.tsx';
import { chooseLanguage, startI18n } from './i18n.ts';
import { createRouter } from './routes.tsx';
import { loadInter } from './shell/load-inter.ts';

loadInter();
const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

// Without App Bridge (the address opened outside Shopify's admin) there is no `shopify`; the shell then says so.
const bridge: typeof window.shopify | undefined = window.shopify;
const language = chooseLanguage(new URLSearchParams(location.search).get('locale') ?? bridge?.config.locale);
const queries = createQueryClient();
const router = createRouter(queries);
const polarisWords = await startI18n(language);
createRoot(container).render(
  <App router={router} queries={queries} polarisWords={polarisWords} embedded={bridge !== undefined} />,
);
