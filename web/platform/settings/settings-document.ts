/** A slice's settings as one document: read whole, saved whole, with the schema's defaults until the merchant saves something else. */
import { z } from 'zod';
import { once } from '../../../db/once.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import { conflict, understood } from '../kit/errors.ts';
import type { ShopId } from '../kit/ids.ts';
import { parsedOnce } from '../kit/parsed-once.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../manifest.ts';
import { loadSettings, saveSettings } from './store.ts';

export interface SettingsDocumentParts<Settings> {
  /** Its name in the database. */
  name: string;
  /** Below `/api`, such as `/delivery/settings`. */
  path: string;
  /** Understands `{}` as the defaults, and whatever was saved before a field was added. */
  schema: z.ZodType<Settings>;
  /** In the transaction that saves: what has to be done anew. */
  onSaved?(services: Services, tx: Tx, shopId: ShopId): Promise<void>;
}

export interface SettingsOf<Settings> {
  /** Shared and frozen. */
  read(handle: Reader, shopId: ShopId): Promise<Settings>;
  /** `GET` and `PUT`. */
  routes: AdminRoute[];
}

export function settingsDocument<Settings>(document: SettingsDocumentParts<Settings>): SettingsOf<Settings> {
  const { name, path, schema } = document;
  const parsed = parsedOnce((text) => schema.parse(JSON.parse(text)));

  const current = once(async (handle, shopId) => {
    const saved = await loadSettings(handle, shopId, name);
    return { settings: parsed(saved?.text ?? '{}'), version: saved?.version ?? 0 };
  });

  async function put(services: Services, { shopId, staffId, body }: AdminRequest): Promise<AdminResponse> {
    const { settings: changed, version } = understood(envelope, body);
    const parsedChange = schema.safeParse(changed);
    if (!parsedChange.success) return refused(parsedChange.error);
    const settings = parsedChange.data;
    await services.db.transaction(async (tx) => {
      const next = { version: version + 1, text: JSON.stringify(settings), staffId, now: services.clock.now() };
      if (!(await saveSettings(tx, shopId, name, next)))
        throw conflict('Somebody else has saved these settings meanwhile. Reload the page and change them again.');
      await document.onSaved?.(services, tx, shopId);
    });
    return { body: await current(services.db.read, shopId) };
  }

  return {
    read: async (handle, shopId) => (await current(handle, shopId)).settings,
    routes: [
      { method: 'GET', path, handle: async ({ db }, { shopId }) => ({ body: await current(db.read, shopId) }) },
      { method: 'PUT', path, handle: put },
    ],
  };
}

const envelope = z.strictObject({ settings: z.unknown(), version: z.number().int().min(0) });

/** Paths are those inside `settings`, as the page's fields are named. */
function refused(error: z.ZodError): AdminResponse {
  const issues = error.issues.map(({ path, message }) => ({
    path: path
      .map(String)
      .join('.')
      .replace(/^settings\./, ''),
    message,
  }));
  return {
    status: 422,
    body: { error: 'Some settings need another look.', ...(issues[0]?.path && { field: issues[0].path }), issues },
  };
}
