/** `POST …/track`: the form's number and proof. A form, so it works without scripts, and nobody's proof stands in an address. */
import type { ProxyRoute } from '../../platform/manifest.ts';
import { lookUp, typedNumber } from './look-up.ts';
import { form, type ShowOrder, whileOn } from './order-page.ts';

export const lookUpRoute = (show: ShowOrder): ProxyRoute => ({
  method: 'POST',
  path: '/track',
  handle: whileOn(async (services, request) => {
    const found = await lookUp(services, request);
    if (found.outcome === 'found') return show(services, request, found.orderId);
    const number = typedNumber(request.body);
    if (found.outcome === 'wait')
      return form(services, request, { number, problem: { kind: 'wait', seconds: found.seconds } }, 429);
    const status = found.outcome === 'incomplete' ? 422 : 404;
    return form(services, request, { number, problem: { kind: found.outcome } }, status);
  }),
});
