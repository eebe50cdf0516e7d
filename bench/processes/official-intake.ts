/** Shopify's own Express package with a handler that does nothing: verified, acknowledged, not stored. Argument: secret. */
import type { AddressInfo } from 'node:net';
import { ApiVersion, DeliveryMethod, LogSeverity } from '@shopify/shopify-api';
import { shopifyApp } from '@shopify/shopify-app-express';
import express from 'express';

const PATH = '/api/webhooks';
const [secret = ''] = process.argv.slice(2);

const shopify = shopifyApp({
  api: {
    apiKey: 'regulars-bench',
    apiSecretKey: secret,
    apiVersion: ApiVersion.July26,
    hostName: 'app.example.com',
    isEmbeddedApp: true,
    // A line on the console for every webhook would be most of its work.
    logger: { level: LogSeverity.Error },
  },
  auth: { path: '/api/auth', callbackPath: '/api/auth/callback' },
  webhooks: { path: PATH },
});
const nothing = { deliveryMethod: DeliveryMethod.Http as const, callbackUrl: PATH, callback: async () => {} };
const app = express();
app.post(
  PATH,
  shopify.processWebhooks({
    webhookHandlers: {
      ORDERS_CREATE: nothing,
      ORDERS_UPDATED: nothing,
    },
  }),
);
const server = app.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
process.once('SIGTERM', () => process.exit());
