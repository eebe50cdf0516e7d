import type { RequestHandler } from 'express';
import { notFound } from '../kit/errors.ts';

/** Behind the last route of an area. */
export const nothingHere: RequestHandler = () => {
  throw notFound('There is nothing at this address.');
};
