import type { Manifest } from '../../platform/manifest.ts';
import type { PanelParts } from './parts.ts';
import { showPanel } from './show-panel.ts';

export const panel = (parts: PanelParts): Manifest => ({
  name: 'loyalty/panel',
  proxyRoutes: [{ method: 'GET', path: '/panel', handle: (services, request) => showPanel(parts, services, request) }],
});
