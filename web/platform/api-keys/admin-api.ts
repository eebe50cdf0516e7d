/** `GET /api/keys`, `POST /api/keys {name, scopes}`, `DELETE /api/keys/:id`: keys of the merchant's own programs. */
import { z } from 'zod';
import { conflict, invalid, notFound } from '../kit/errors.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../manifest.ts';
import { type ApiKey, type ApiKeys, apiScopes, type NewApiKey } from './api-types.ts';
import { digestOf, newKey } from './key-text.ts';
import { insertKey, loadKeys, revokeKey, type StoredKey } from './store.ts';

export const adminRoutes: AdminRoute[] = [
  { method: 'GET', path: '/keys', handle: listKeys },
  { method: 'POST', path: '/keys', handle: postKey },
  { method: 'DELETE', path: '/keys/:id', handle: deleteKey },
];

const MOST_KEYS = 50;
const wanted = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.enum(apiScopes)).min(1),
});

async function listKeys({ db }: Services, { shopId }: AdminRequest): Promise<AdminResponse> {
  const body: ApiKeys = { keys: (await loadKeys(db.read, shopId)).map(shown) };
  return { body };
}

async function postKey({ db, clock }: Services, { shopId, staffId, body }: AdminRequest): Promise<AdminResponse> {
  const parsed = wanted.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(issue?.message ?? 'Not understood.', issue?.path.join('.') || undefined);
  }
  const { name, scopes } = parsed.data;
  const { keyId, secret, text } = newKey(shopId);
  const key = { keyId, name, digest: digestOf(secret), scopes: [...new Set(scopes)], createdAt: clock.now() };
  await db.transaction(async (tx) => {
    if ((await loadKeys(tx, shopId)).length >= MOST_KEYS)
      throw conflict(`A store has at most ${MOST_KEYS} keys. Revoke one that is not used any more.`);
    await insertKey(tx, shopId, { ...key, staffId });
  });
  const answer: NewApiKey = { ...shown({ ...key, lastUsedAt: null }), text };
  return { status: 201, body: answer };
}

async function deleteKey({ db, clock }: Services, { shopId, params }: AdminRequest): Promise<AdminResponse> {
  const revoked = await db.transaction((tx) => revokeKey(tx, shopId, params.id ?? '', clock.now()));
  if (!revoked) throw notFound('There is no such key, or it was revoked before.');
  return { body: {} };
}

function shown({ keyId, name, scopes, createdAt, lastUsedAt }: StoredKey): ApiKey {
  return {
    id: keyId,
    name,
    scopes,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString(),
  };
}
