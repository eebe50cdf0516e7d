/** `GET /pictures/<seed>/<handle>.svg`: product pictures, drawn when they are asked for. */
import { type Request, type Response, Router } from 'express';
import { coffee } from '../coffee/store.ts';
import { home } from '../home/store.ts';
import { drawPicture, type Picture } from './picture.ts';
import { pictureFor } from './plain-picture.ts';

const drawn = new Map<string, { picture: Picture; title: string }>();
for (const [seed, store] of Object.entries({ coffee, home })) {
  for (const { handle, picture, title } of store.products) drawn.set(`${seed}/${handle}`, { picture, title });
}

export function createPictures(): Router {
  const router = Router();
  router.get('/pictures/:seed/:file', (request: Request<{ seed: string; file: string }>, response: Response) => {
    const { seed, file } = request.params;
    const handle = file.replace(/\.svg$/, '');
    const known = drawn.get(`${seed}/${handle}`);
    if (!file.endsWith('.svg') || (!known && seed !== 'plain')) {
      response.status(404).type('text').send('No such picture.');
      return;
    }
    response.set('Cache-Control', 'public, max-age=86400').type('image/svg+xml');
    response.send(
      known ? drawPicture(known.picture, known.title) : drawPicture(pictureFor(handle), handle.replaceAll('-', ' ')),
    );
  });
  return router;
}
