import type { Manifest } from '../../platform/manifest.ts';
import { adminRoutes } from './admin-api.ts';
import { WRITE_PROGRAMME } from './job-kinds.ts';
import { onActivated } from './on-activated.ts';
import { writeProgramme } from './write-programme.ts';

export const programme: Manifest = {
  name: 'loyalty/programme',
  on: { 'installation.activated': onActivated },
  jobs: { [WRITE_PROGRAMME]: writeProgramme },
  adminRoutes,
};
