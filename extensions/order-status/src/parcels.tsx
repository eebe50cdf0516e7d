import type { OwnOrder } from '../../../web/retention/tracking/extension-types.ts';
import type { Sheet } from './sheet.ts';

type Parcel = OwnOrder['parcels'][number];

/** Each parcel with what is in it, and the way to the whole page. */
export function Parcels({ own, sheet }: { own: OwnOrder; sheet: Sheet }) {
  const { parcels, page } = own;
  return (
    <s-stack gap="base">
      {parcels.map((parcel, index) => (
        <ParcelCard
          key={parcel.id}
          parcel={parcel}
          title={sheet.words.parcel(index + 1, parcels.length)}
          alone={parcels.length === 1}
          sheet={sheet}
        />
      ))}
      <s-link href={page}>{sheet.translate('page')}</s-link>
    </s-stack>
  );
}

interface CardProps {
  parcel: Parcel;
  title: string;
  /** What the headline says of the order is said of its only parcel. */
  alone: boolean;
  sheet: Sheet;
}

function ParcelCard({ parcel, title, alone, sheet }: CardProps) {
  const { words, say } = sheet;
  const { stage, carrier, guessed, numbers, items, deliveredOn, arrives } = parcel;
  const when = deliveredOn
    ? words.delivered(say.weekdays(deliveredOn, deliveredOn))
    : arrives
      ? words.arrives(say.weekdays(arrives.from, arrives.to))
      : null;
  return (
    <s-stack gap="small-300">
      <s-heading>{title}</s-heading>
      {alone ? null : <s-text>{[words.stage[stage], when].filter((part) => part !== null).join(' · ')}</s-text>}
      {carrier === null ? null : (
        <s-text color="subdued">{guessed ? words.probably(carrier) : words.carrier(carrier)}</s-text>
      )}
      {numbers.map(({ number, url }) => (
        <s-text key={number}>
          {words.trackingNumber} {url === null ? number : <s-link href={url}>{number}</s-link>}
        </s-text>
      ))}
      {items.map((item, index) => (
        <s-text key={index} color="subdued">
          {item.title} {words.times(item.quantity)}
        </s-text>
      ))}
    </s-stack>
  );
}
