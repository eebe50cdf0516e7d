/**
 * Lets the app's own UI extensions in Shopify's admin read what the admin API answers: their code runs on Shopify's origin, and browsers
 * ask the app first whether it may. What is answered is for whoever has a session token, as on the app's own page; there are no cookies.
 */
import type { RequestHandler } from 'express';
import { EXTENSION_ORIGIN } from '../shopify/extension-origin.ts';

/** Seconds that a browser may remember the permission. */
const REMEMBERED = 600;

export const allowExtensions: RequestHandler = (request, response, next) => {
  // A cache must not hand what one origin got to another.
  response.vary('Origin');
  if (request.get('origin') !== EXTENSION_ORIGIN) return next();
  response.set('Access-Control-Allow-Origin', EXTENSION_ORIGIN);
  if (request.method !== 'OPTIONS') return next();
  response.set({
    'Access-Control-Allow-Methods': 'GET, POST, PUT',
    'Access-Control-Allow-Headers': 'authorization, content-type',
    'Access-Control-Max-Age': String(REMEMBERED),
  });
  response.status(204).end();
};
