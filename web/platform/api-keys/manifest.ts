import type { Manifest } from '../manifest.ts';
import { adminRoutes } from './admin-api.ts';

export const apiKeys: Manifest = { name: 'platform/api-keys', adminRoutes };
