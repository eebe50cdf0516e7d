/** The admin page's scripts and styles: kept by browsers for ever, since their names carry a hash, and sent as the build compressed them. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import express, { Router } from 'express';

const KEPT = { immutable: true, maxAge: '365d' } as const;
/** Made by the build beside each file, the best first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const NAME = /^\/([\w-][\w.-]*\.(?:js|css|svg))$/;

export function builtAssets(folder: string): Router {
  const router = Router();
  router.get('/{*name}', async (request, response, next) => {
    const [, name] = NAME.exec(request.path) ?? [];
    if (name === undefined) return next();
    response.vary('Accept-Encoding');
    for (const [encoding, suffix] of ENCODINGS) {
      if (!request.acceptsEncodings(encoding) || !(await exists(path.join(folder, name + suffix)))) continue;
      response.type(path.extname(name)).set('Content-Encoding', encoding);
      response.sendFile(name + suffix, { root: folder, ...KEPT });
      return;
    }
    next();
  });
  router.use(express.static(folder, { ...KEPT, index: false }));
  router.use((_request, response) => {
    // While several processes are being upgraded one after the other, the next one may have it.
    response.status(404).set('Cache-Control', 'no-store').type('text/plain').send('Not found');
  });
  return router;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
