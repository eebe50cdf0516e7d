/** What a fault makes of an HTTP request, the same for every surface of Shopify: before any work is done, and afterwards. */
import type { Request, Response } from 'express';
import type { FaultKind, Faults } from './faults.ts';

/** Refused before anything is done; true = the answer was given. */
export function refusedByFault(fault: FaultKind | null, request: Request, response: Response): boolean {
  switch (fault) {
    case 'reset':
      request.socket.destroy();
      return true;
    case '5xx':
      response.status(503).json({ errors: 'Service Unavailable' });
      return true;
    case '429':
      response.set('Retry-After', '1.0').status(429).json({
        errors: 'Exceeded the rate limit. Reduce request rates to resume uninterrupted service.',
      });
      return true;
    default:
      return false;
  }
}

/** Sends what the work has earned, unless it gets lost on the way: the work is done, and the caller does not hear of it. */
export function sendThroughFault(faults: Faults, fault: FaultKind | null, response: Response, body: unknown): void {
  if (fault === 'timeout') return faults.hang(response);
  if (fault === 'garbage') {
    response.type('html').send('<html><body><h1>We are sorry, something went wrong</h1></body></html>');
    return;
  }
  if (fault !== 'half') {
    response.json(body);
    return;
  }
  const whole = Buffer.from(JSON.stringify(body));
  response.type('json').set('Content-Length', String(whole.length));
  response.write(whole.subarray(0, whole.length >> 1), () => response.destroy());
}
