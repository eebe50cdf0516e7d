/** The document that Shopify's admin frames, and its assets. Built by Vite into `dist/admin`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type RequestHandler, Router } from 'express';
import type { Config } from '../../config.ts';
import { shopDomain } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import { APP_BRIDGE, appBridgeScript, appInAdmin } from '../shopify/addresses.ts';
import type { Installer } from '../shopify/install.ts';
import { builtAssets } from './built-assets.ts';
import { adminPagePolicy } from './security-headers.ts';
import type { SessionTokenVerifier } from './verify-session-token.ts';

export interface AdminPageOptions {
  config: Pick<Config, 'apiKey' | 'simulatorUrl'>;
  /** Folder of the built page. */
  folder: string;
  verify: SessionTokenVerifier;
  installer: Installer;
  log: Log;
}

export function adminPage(options: AdminPageOptions): Router {
  const router = Router();
  router.use('/assets', builtAssets(path.join(options.folder, 'assets')));
  router.get('/{*path}', document(options));
  return router;
}

function document({ config, folder, verify, installer, log }: AdminPageOptions): RequestHandler {
  return async (request, response) => {
    const query = new URL(request.originalUrl, 'http://app.invalid').searchParams;
    const domain = shopDomain(query.get('shop'));
    response.set('Cache-Control', 'no-store');
    if (domain === null) {
      response.status(400).type('text/plain').send('Open Regulars from the apps of your Shopify admin.');
      return;
    }
    if (query.get('embedded') !== '1') {
      response.redirect(302, appInAdmin(domain, config.apiKey, config.simulatorUrl));
      return;
    }
    // Connecting here already saves the first call of the page from waiting for it; it also does so by itself.
    const idToken = query.get('id_token');
    const bearer = idToken === null ? null : await verify(idToken);
    if (idToken !== null && bearer?.domain === domain) {
      await installer.ensure(domain, idToken).catch((error: unknown) => {
        log.warn({ err: error, shop: domain }, 'The store could not be connected while its admin page was opened');
      });
    }
    const html = await builtPage(folder);
    if (html === null) {
      response.status(503).type('text/plain').send('The admin page has not been built: npm run build');
      return;
    }
    adminPagePolicy(response, domain, config.simulatorUrl);
    response
      .type('html')
      .send(
        html
          .replaceAll('%SHOPIFY_API_KEY%', attribute(config.apiKey))
          .replaceAll(APP_BRIDGE, appBridgeScript(config.simulatorUrl)),
      );
  };
}

async function builtPage(folder: string): Promise<string | null> {
  try {
    return await readFile(path.join(folder, 'index.html'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function attribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
