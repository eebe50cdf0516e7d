import { BlockStack, Card, InlineStack, Link, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ShownLine, ShownNumber, ShownParcel, ShownStep } from '../../retention/shipments/api-types.ts';
import { useFormats } from '../format.ts';
import { ParcelNumber } from './parcel-number.tsx';
import { StageBadges } from './stage-badge.tsx';
import { useArrival } from './use-arrival.ts';

/** One parcel: where it is, what is in it, and the steps of its way, newest first. */
export function ParcelCard({ parcel, title, timeZone }: { parcel: ShownParcel; title: string; timeZone: string }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const { carrier, guessed, attention, attentionSince } = parcel;
  const { told, first } = useArrival(parcel, timeZone);
  const facts = [
    t('shipments.sentOn', { date: date(parcel.shippedAt, timeZone) }),
    told,
    ...(first ? [first] : []),
    ...(attention && attentionSince
      ? [t(`shipments.since.${attention}`, { date: date(attentionSince, timeZone) })]
      : []),
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingSm">
              {title}
            </Text>
            <StageBadges stage={parcel.stage} attention={parcel.attention} />
          </InlineStack>
          <Text as="p" tone="subdued">
            {facts.join(' · ')}
          </Text>
          {parcel.silent ? <Text as="p">{t('shipments.silentHow')}</Text> : null}
        </BlockStack>
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {carrier
              ? guessed
                ? t('shipments.guessed', { carrier: carrier.name })
                : carrier.name
              : t('shipments.noCarrier')}
          </Text>
          {parcel.numbers.length > 0 ? (
            parcel.numbers.map((number) => <Numbered key={number.number} number={number} />)
          ) : (
            <Text as="p" tone="subdued">
              {t('shipments.noNumber')}
            </Text>
          )}
        </BlockStack>
        {parcel.lines.length > 0 ? (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t('shipments.inside')}
            </Text>
            <Lines lines={parcel.lines} />
          </BlockStack>
        ) : null}
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {t('shipments.steps')}
          </Text>
          <Steps steps={parcel.steps} timeZone={timeZone} />
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

/** The number with its page; where it is guessed whose it is, whose else it may be. */
function Numbered({ number: { number, url, carriers } }: { number: ShownNumber }) {
  const { t } = useTranslation();
  const others = carriers.slice(1);
  return (
    <Text as="p" breakWord>
      <ParcelNumber number={number} url={url} />
      {others.length > 0 ? (
        <Text as="span" tone="subdued">
          {` · ${t('shipments.orElse')} `}
          {others.map(({ id, name, url: page }, index) => (
            <span key={id}>
              {index > 0 ? ', ' : null}
              {page ? (
                <Link url={page} target="_blank" monochrome>
                  {name}
                </Link>
              ) : (
                name
              )}
            </span>
          ))}
        </Text>
      ) : null}
    </Text>
  );
}

export function Lines({ lines }: { lines: ShownLine[] }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  return (
    <List>
      {lines.map(({ lineId, title, quantity }) => (
        <List.Item key={lineId}>{`${number(quantity)} × ${title ?? t('shipments.unknownItem')}`}</List.Item>
      ))}
    </List>
  );
}

function Steps({ steps, timeZone }: { steps: ShownStep[]; timeZone: string }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  if (steps.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t('shipments.noSteps')}
      </Text>
    );
  }
  return (
    <ol className="timeline">
      {steps.map(({ stage, status, at, city, country, message }) => {
        const name = stage === 'unknown' ? status : t(`shipments.stage.${stage}`);
        const place = [city, country].filter((part) => part !== null).join(', ');
        return (
          <li key={`${at} ${status}`} className={`timeline-item timeline-step-${stage}`}>
            <BlockStack gap="050">
              <Text as="span" fontWeight="medium" breakWord>
                {[name, ...(message ? [message] : [])].join(' · ')}
              </Text>
              <Text as="span" variant="bodySm" tone="subdued" breakWord>
                <time dateTime={at}>{dateTime(at, timeZone)}</time>
                {place ? ` · ${place}` : null}
              </Text>
            </BlockStack>
          </li>
        );
      })}
    </ol>
  );
}
