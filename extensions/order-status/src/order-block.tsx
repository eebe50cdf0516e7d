/** Where the order is and when it comes, what it brought, and what goes with it. */
import { useEffect, useState } from 'preact/hooks';
import { figures } from '../../../web/platform/kit/figures.ts';
import { trackingWords } from '../../../web/retention/tracking/page/words.ts';
import type { ExtensionSurface } from '../../../web/retention/tracking/extension-types.ts';
import { type Loaded, loadOrder, tellSeen } from './ask-app.ts';
import { Offers } from './offers.tsx';
import type { Page } from './page.ts';
import { Parcels } from './parcels.tsx';
import { Points } from './points.tsx';
import type { Sheet } from './sheet.ts';
import { Where } from './where.tsx';

interface Props {
  /** A gid; null while Shopify is still making the order. */
  order: string | null;
  /** It was placed just now, so the app may be yet to hear of it. */
  fresh: boolean;
  surface: ExtensionSurface;
  page: Page;
  /** Null: nothing would come of it, or the customer is logged in. */
  login: (() => Promise<void>) | null;
}

/** After so many seconds it is asked once more whether the order has been counted; after the last the shopper may ask. */
const AGAIN_AFTER = [3, 6, 12, 24];

export function OrderBlock({ order, fresh, surface, page, login }: Props) {
  const { translate, getToken, edited } = page;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [asked, setAsked] = useState(0);
  const again = () => setAsked((times) => times + 1);

  useEffect(() => {
    if (order === null) return;
    let late = false;
    void loadOrder(getToken, order).then((answer) => (late ? undefined : setLoaded(answer)));
    return () => {
      late = true;
    };
  }, [getToken, order, asked]);

  const counting = order === null || loaded?.state === 'counting';
  useEffect(() => {
    const seconds = AGAIN_AFTER[asked];
    if (!counting || !fresh || order === null || seconds === undefined) return;
    const timer = setTimeout(again, seconds * 1_000);
    return () => clearTimeout(timer);
  }, [counting, fresh, order, asked]);

  const shown = loaded?.state === 'known';
  useEffect(() => {
    if (!shown || order === null || edited) return;
    void tellSeen(getToken, { order, surface, kind: 'view' }).then((offer) => (offer ? again() : undefined));
  }, [getToken, shown, order, surface, edited]);

  if (counting) {
    // One that is older than what the app has read of the store says nothing.
    if (!fresh) return null;
    return <Counting translate={translate} again={AGAIN_AFTER[asked] === undefined ? again : null} />;
  }
  if (loaded === null) return <s-spinner accessibilityLabel={translate('loading')} />;
  if (loaded.state === 'failed') {
    return (
      <s-stack gap="small-200">
        <s-text>{translate('failed')}</s-text>
        <s-button variant="secondary" onClick={again}>
          {translate('retry')}
        </s-button>
      </s-stack>
    );
  }
  if (loaded.state !== 'known' || (loaded.points === null && loaded.where === null)) return null;

  const language = translate('language') === 'vi' ? 'vi' : 'en';
  const sheet: Sheet = { language, words: trackingWords[language], say: figures(language), translate };
  const { points, where, own } = loaded;
  const clicked = (product: string) =>
    order === null ? undefined : void tellSeen(getToken, { order, surface, kind: 'click', product });
  return (
    <s-section
      heading={where ? sheet.words.headline[where.stage] : sheet.words.points.title(pointsName(points, sheet))}
    >
      <s-stack gap="base">
        {where ? <Where where={where} sheet={sheet} /> : null}
        {points ? <Points points={points} sheet={sheet} /> : null}
        {own ? <Parcels own={own} sheet={sheet} /> : null}
        {own ? <Offers own={own} sheet={sheet} onClick={clicked} /> : null}
        {own === null && where !== null && login !== null ? (
          <s-button variant="secondary" onClick={() => void login().catch(() => undefined)}>
            {translate('login')}
          </s-button>
        ) : null}
      </s-stack>
    </s-section>
  );
}

function Counting({ translate, again }: { translate: Page['translate']; again: (() => void) | null }) {
  return (
    <s-stack gap="small-200">
      <s-text>{translate('counting')}</s-text>
      {again ? (
        <s-button variant="secondary" onClick={again}>
          {translate('again')}
        </s-button>
      ) : null}
    </s-stack>
  );
}

function pointsName(points: { words: Record<'en' | 'vi', { name: string }> } | null, { language }: Sheet): string {
  return points?.words[language].name ?? '';
}
