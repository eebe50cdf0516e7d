import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signProxyQuery } from './sign-query.ts';

// The vectors of Shopify's page on authenticating app proxies, secret `hush`.
const documented =
  'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555';

describe('signProxyQuery', () => {
  it('gives the documented signature for a logged-in customer', () => {
    expect(signProxyQuery(new URLSearchParams(documented), 'hush')).toBe(
      '4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
    );
  });

  it('gives the documented signature for a blank customer id', () => {
    const query = new URLSearchParams(documented);
    query.set('logged_in_customer_id', '');
    expect(signProxyQuery(query, 'hush')).toBe('e072b6d7e6622d85912a5214b860d3100dc1e73d9bc29f43796ac8c9ff8093cb');
  });

  it('ignores a signature that is already there and the order of the names', () => {
    const backwards = new URLSearchParams([...new URLSearchParams(documented)].reverse());
    // Repeats keep their own order, so `extra` must stay 1 before 2.
    backwards.delete('extra');
    backwards.append('extra', '1');
    backwards.append('extra', '2');
    backwards.set('signature', 'forged');
    expect(signProxyQuery(backwards, 'hush')).toBe('4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb');
  });

  it('sorts the whole name=value strings bytewise, so page=… comes after page2=…', () => {
    // '=' (0x3d) sorts after '2' (0x32): a sort by name alone, or by locale, signs something else.
    const expected = createHmac('sha256', 'hush').update('Upper=cpage2=bpage=a').digest('hex');
    expect(signProxyQuery(new URLSearchParams('page=a&page2=b&Upper=c'), 'hush')).toBe(expected);
  });
});
