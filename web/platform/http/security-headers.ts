import type { RequestHandler, Response } from 'express';
import type { ShopDomain } from '../kit/ids.ts';
import { adminPageSources } from '../shopify/addresses.ts';

/** For every answer; the admin page replaces the content policy by its own. */
export function securityHeaders(production: boolean): RequestHandler {
  const headers = Object.entries({
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    ...(production && { 'Strict-Transport-Security': 'max-age=31536000' }),
  });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** Only the admin of this very store may frame the page. */
export function adminPagePolicy(response: Response, domain: ShopDomain, simulatorUrl: string | null): void {
  const { frames, assets, calls } = adminPageSources(domain, simulatorUrl);
  const policy = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...assets],
    // Polaris sets style attributes.
    'style-src': ["'self'", "'unsafe-inline'", ...assets],
    'font-src': ["'self'", ...assets],
    // Pictures of products come from wherever the store keeps them.
    'img-src': ["'self'", 'data:', 'https:', ...assets],
    'connect-src': ["'self'", ...calls],
    // Emails are shown as documents of their own.
    'frame-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': frames,
  };
  const text = Object.entries(policy).map(([name, sources]) => `${name} ${sources.join(' ')}`);
  response.set('Content-Security-Policy', text.join('; '));
}
