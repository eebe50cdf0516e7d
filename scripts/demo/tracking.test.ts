import { expect, test } from 'vitest';
import { deliverySettings } from '../../web/retention/shipments/settings.ts';
import { trackingSettings } from '../../web/retention/tracking/settings.ts';
import { demoDelivery, demoTracking } from './tracking.ts';

test.each(['VND', 'USD'])('what the demo sets up for parcels in %s is what a merchant could save', (currency) => {
  const delivery = demoDelivery(deliverySettings.parse({}), currency);
  expect(deliverySettings.parse(delivery)).toEqual(delivery);
  expect(delivery.apology.on).toBe(true);
  const tracking = demoTracking(trackingSettings.parse({}), 'hello@store.example');
  expect(trackingSettings.parse(tracking)).toEqual(tracking);
  expect(tracking.offers.discount).not.toBeNull();
});
