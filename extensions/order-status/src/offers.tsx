import type { OwnOrder } from '../../../web/retention/tracking/extension-types.ts';
import { ownText } from '../../../web/retention/tracking/page/sheet.ts';
import type { Sheet } from './sheet.ts';

/** The page of the order shows more. */
const MOST = 3;

interface Props {
  own: OwnOrder;
  sheet: Sheet;
  onClick(productId: string): void;
}

/** What goes with the order, and the discount on it with its true end. */
export function Offers({ own, sheet, onClick }: Props) {
  const { words, say, language } = sheet;
  const { offer, suggestions, popular, offersTitle, currency, timeZone } = own;
  if (offer === null && suggestions.length === 0) return null;
  return (
    <s-stack gap="base">
      <s-divider />
      {offer === null ? null : (
        <s-stack gap="small-300">
          <s-heading>{words.offers.offer(`${say.number(offer.percent)}%`)}</s-heading>
          <s-text>{words.offers.ends(say.moment(Date.parse(offer.endsAt), timeZone))}</s-text>
          <s-link href={offer.url}>{words.offers.take}</s-link>
        </s-stack>
      )}
      {suggestions.length === 0 ? null : (
        <s-heading>{ownText(offersTitle, language, popular ? words.offers.popular : words.offers.title)}</s-heading>
      )}
      {suggestions.slice(0, MOST).map(({ productId, title, imageUrl, price, url }) => (
        <s-stack key={productId} direction="inline" gap="base" alignItems="center">
          {imageUrl === null ? null : <s-product-thumbnail src={imageUrl} alt="" size="small" />}
          <s-stack gap="none">
            <s-link href={url} onClick={() => onClick(productId)}>
              {title}
            </s-link>
            <s-text color="subdued">{say.money(price, currency)}</s-text>
          </s-stack>
        </s-stack>
      ))}
    </s-stack>
  );
}
