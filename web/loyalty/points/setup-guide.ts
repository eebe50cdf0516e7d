/** `GET` and `PUT /api/setup`. */
import { historyProgress } from '../../mirror/history/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { SetupGuide } from './api-types.ts';
import { currentProgramme } from '../programme/index.ts';
import { hasMembers } from './store/figures.ts';
import { isDismissed, setDismissed } from './store/setup.ts';

export async function showSetup(services: Services, shopId: ShopId): Promise<SetupGuide> {
  const { db } = services;
  const { settings } = await currentProgramme(services, shopId);
  const { phase } = await historyProgress(services, shopId);
  return {
    dismissed: await isDismissed(db.read, shopId),
    steps: [
      { id: 'programme', done: settings.status === 'on' },
      // The page asks App Bridge, and leads to the theme editor: the server cannot see the theme.
      { id: 'block', done: null },
      { id: 'history', done: phase === 'done' || phase === 'completing' },
      { id: 'first-points', done: await hasMembers(db.read, shopId) },
    ],
  };
}

export async function dismissSetup({ db, clock }: Services, shopId: ShopId, dismissed: boolean): Promise<void> {
  await db.transaction((tx) => setDismissed(tx, shopId, dismissed ? clock.now() : null));
}
