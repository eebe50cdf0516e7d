/**
 * Encryption at rest: AES-256-GCM, one random nonce each, bound to the place it is stored in (`context`), so that a ciphertext that is
 * moved to another row does not open. The text names the key it was made with, so keys can be rotated: the first encrypts, all decrypt.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Made with a key that is not configured, changed, or moved to another place. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret';
}

export interface Secrets {
  encrypt(plain: string, context: string): string;
  /** Throws `UnreadableSecret`. */
  decrypt(text: string, context: string): string;
}

/** Keys of 32 bytes, the present one first. */
export function createSecrets(keys: readonly [Buffer, ...Buffer[]]): Secrets {
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  return {
    encrypt(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keys[0], nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [VERSION, keyId(keys[0]), sealed.toString('base64url')].join('.');
    },
    decrypt(text, context) {
      const [version, id = '', sealedText = ''] = text.split('.');
      const key = byId.get(id);
      if (version !== VERSION || !key) {
        throw new UnreadableSecret(
          'A stored secret was encrypted with a key that is not configured: set ENCRYPTION_KEY_PREVIOUS.',
        );
      }
      const sealed = Buffer.from(sealedText, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-TAG_BYTES));
        return decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new UnreadableSecret('A stored secret was changed or belongs to another place.', { cause });
      }
    },
  };
}

function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}
