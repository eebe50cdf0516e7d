/** How the merchants of the demo's stores have set up parcels and their tracking page, so that there is something of each to look at. */
import type { DeliverySettings } from '../../web/retention/shipments/settings.ts';
import type { TrackingSettings } from '../../web/retention/tracking/settings.ts';

/** Vietnamese carriers work on Saturdays, too; whoever waits longer than promised gets points. */
export function demoDelivery(present: DeliverySettings, currency: string): DeliverySettings {
  const workingDays = currency === 'VND' ? [1, 2, 3, 4, 5, 6] : present.workingDays;
  return { ...present, workingDays, apology: { ...present.apology, on: true, points: 20 } };
}

/** A discount of two days for whoever looks. */
export function demoTracking(present: TrackingSettings, email: string): TrackingSettings {
  return {
    ...present,
    contact: { ...present.contact, email },
    offers: { ...present.offers, discount: { percent: 10, hours: 48 } },
  };
}
