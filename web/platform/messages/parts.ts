/** What the outbox is given by `app.ts`, since the platform knows no slice. */
import type { Reader } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../kit/ids.ts';
import type { Secrets } from '../kit/secrets.ts';
import type { Services } from '../manifest.ts';
import type { EmailKind } from './email-kind.ts';
import type { Sender } from './letter.ts';
import type { Mailer } from './mailer.ts';

export interface MessageParts {
  /** Null where no mail server is set up. */
  mailer: Mailer | null;
  secrets: Secrets;
  /** Of every slice, by name. */
  kinds: ReadonlyMap<string, EmailKind>;
  sender(services: Services, shopId: ShopId): Promise<Sender>;
  /** Whom each of these is now, of those who were merged. */
  keptCustomers(handle: Reader, shopId: ShopId, ids: readonly string[]): Promise<Map<string, CustomerId>>;
}

export type Sending = MessageParts & { mailer: Mailer };
