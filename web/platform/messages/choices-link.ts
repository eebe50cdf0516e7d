/**
 * The link below an email: who may choose there, for which store and customer. It is encrypted, so that it can neither be made nor read by
 * anybody else, and needs no login. It works as long as its key is configured (ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS).
 */
import { z } from 'zod';
import type { CustomerId, ShopId } from '../kit/ids.ts';
import { type Secrets, UnreadableSecret } from '../kit/secrets.ts';
import type { Language } from '../privacy/sections.ts';

export interface Chooser {
  shopId: ShopId;
  customerId: CustomerId;
  language: Language;
}

export const CHOICES_PATH = '/unsubscribe';
const CONTEXT = 'unsubscribe';
const content = z.tuple([z.number().int().positive(), z.string().regex(/^\d+$/), z.enum(['en', 'vi'])]);

export function choicesUrl(appUrl: string, secrets: Secrets, { shopId, customerId, language }: Chooser): string {
  const token = secrets.encrypt(JSON.stringify([shopId, customerId, language]), CONTEXT);
  return `${appUrl}${CHOICES_PATH}/${token}`;
}

/** Null for whatever we have not written. */
export function readChooser(secrets: Secrets, token: string): Chooser | null {
  try {
    const [shopId, customerId, language] = content.parse(JSON.parse(secrets.decrypt(token, CONTEXT)));
    return { shopId: shopId as ShopId, customerId: customerId as CustomerId, language };
  } catch (error) {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  }
}
