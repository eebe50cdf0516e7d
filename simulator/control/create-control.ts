/** `/_simulator`: everything that a person does with the inspector, as JSON calls. */
import type { Router } from 'express';
import type { Control } from './context.ts';
import { createRouter } from './route.ts';
import { appRoutes } from './routes/app.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { clockRoutes } from './routes/clock.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { flowRoutes } from './routes/flow.ts';
import { orderRoutes } from './routes/orders.ts';
import { seedRoutes } from './routes/seeds.ts';
import { shippingRoutes } from './routes/shipping.ts';
import { shopRoutes } from './routes/shops.ts';
import { stateRoutes } from './routes/state.ts';
import { themeBlockRoutes } from './routes/theme-blocks.ts';

export function createControl(control: Control): Router {
  return createRouter([
    ...stateRoutes(control),
    ...shopRoutes(control),
    ...catalogueRoutes(control),
    ...orderRoutes(control),
    ...shippingRoutes(control),
    ...clockRoutes(control),
    ...deliveryRoutes(control),
    ...appRoutes(control),
    ...flowRoutes(control),
    ...seedRoutes(control),
    ...themeBlockRoutes(control),
  ]);
}
