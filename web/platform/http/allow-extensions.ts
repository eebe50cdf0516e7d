/**
 * Lets the app's own UI extensions read what it answers: their code runs on Shopify's origins, and browsers ask the app first whether it
 * may. What is answered is for whoever has a session token, as on the app's own page; there are no cookies.
 */
import type { RequestHandler, Response } from 'express';
import { EXTENSION_ORIGIN } from '../shopify/extension-origin.ts';

/** Seconds that a browser may remember the permission. */
const REMEMBERED = 600;

/** Those in Shopify's admin, which is one origin. */
export const allowExtensions: RequestHandler = (request, response, next) => {
  // A cache must not hand what one origin got to another.
  response.vary('Origin');
  if (request.get('origin') !== EXTENSION_ORIGIN) return next();
  response.set('Access-Control-Allow-Origin', EXTENSION_ORIGIN);
  if (request.method !== 'OPTIONS') return next();
  permit(response, 'GET, POST, PUT');
};

/** Those in checkout and on customers' pages: they run in workers without an origin of their own, below domains that nobody can list. */
export const allowShopperExtensions: RequestHandler = (request, response, next) => {
  response.set('Access-Control-Allow-Origin', '*');
  if (request.method !== 'OPTIONS') return next();
  permit(response, 'GET, POST');
};

function permit(response: Response, methods: string): void {
  response.set({
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Max-Age': String(REMEMBERED),
  });
  response.status(204).end();
}
