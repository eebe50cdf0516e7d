import {
  BlockStack,
  Box,
  EmptyState,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
  useIndexResourceState,
} from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { RewardRow } from '../../loyalty/rewards/api-types.ts';
import picture from '../assets/not-found.svg';
import { useFormats } from '../format.ts';
import { chooseLanguage } from '../i18n.ts';
import { RowSkeletons } from '../shell/row-skeletons.tsx';
import { RewardBadge } from './reward-badge.tsx';
import { tablePages } from '../shell/table-pages.ts';

interface Props {
  rewards: RewardRow[] | undefined;
  timeZone: string | undefined;
  onGiveBack(ids: string[]): void;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

export function RewardTable({ rewards, timeZone, ...rest }: Props) {
  if (!rewards || !timeZone) return <RowSkeletons />;
  return <Rows rewards={rewards} timeZone={timeZone} {...rest} />;
}

function Rows({
  rewards,
  timeZone,
  onGiveBack,
  onNext,
  onPrevious,
}: Props & { rewards: RewardRow[]; timeZone: string }) {
  const { t } = useTranslation();
  const narrow = useBreakpoints().smDown;
  const { selectedResources, allResourcesSelected, handleSelectionChange } = useIndexResourceState(
    rewards.map(({ id }) => ({ id })),
    { resourceFilter: ({ id }) => rewards.some((reward) => reward.id === id && reward.returnable) },
  );
  const chosen = rewards
    .filter(({ id, returnable }) => returnable && selectedResources.includes(id))
    .map(({ id }) => id);
  return (
    <IndexTable
      condensed={narrow}
      selectable={rewards.some(({ returnable }) => returnable)}
      selectedItemsCount={allResourcesSelected ? 'All' : selectedResources.length}
      onSelectionChange={handleSelectionChange}
      promotedBulkActions={[{ content: t('rewards.giveBack'), onAction: () => onGiveBack(chosen) }]}
      resourceName={{ singular: t('rewards.one'), plural: t('rewards.many') }}
      itemCount={rewards.length}
      headings={[
        { title: t('rewards.customer') },
        { title: t('rewards.reward') },
        { title: t('rewards.taken') },
        { title: t('rewards.points'), alignment: 'end' },
        { title: t('rewards.status') },
      ]}
      emptyState={
        <EmptyState heading={t('rewards.noneFound')} image={picture}>
          <p>{t('rewards.noneFoundHow')}</p>
        </EmptyState>
      }
      {...tablePages({ onNext, onPrevious }, { next: t('rewards.nextPage'), previous: t('rewards.previousPage') })}
    >
      {rewards.map((reward, position) => (
        <IndexTable.Row
          id={reward.id}
          key={reward.id}
          position={position}
          selected={selectedResources.includes(reward.id)}
          disabled={!reward.returnable}
        >
          {narrow ? <NarrowRow reward={reward} timeZone={timeZone} /> : <WideRow reward={reward} timeZone={timeZone} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

interface RowProps {
  reward: RewardRow;
  timeZone: string;
}

function WideRow({ reward, timeZone }: RowProps) {
  const { number, date } = useFormats();
  return (
    <>
      <IndexTable.Cell>
        <Person reward={reward} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <What reward={reward} timeZone={timeZone} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" variant="bodySm" tone="subdued">
          <time dateTime={reward.at}>{date(reward.at, timeZone)}</time>
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" numeric alignment="end">
          {number(reward.points)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <State reward={reward} />
      </IndexTable.Cell>
    </>
  );
}

function NarrowRow({ reward, timeZone }: RowProps) {
  const { t } = useTranslation();
  const { date } = useFormats();
  return (
    <Box paddingBlock="300" paddingInline="400" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200">
          <Person reward={reward} />
          <State reward={reward} />
        </InlineStack>
        <What reward={reward} timeZone={timeZone} />
        <Text as="span" variant="bodySm" tone="subdued">
          {[t('common.points', { count: reward.points }), date(reward.at, timeZone)].join(' · ')}
        </Text>
      </BlockStack>
    </Box>
  );
}

function Person({ reward: { customer } }: { reward: RewardRow }) {
  const { t } = useTranslation();
  if (!customer)
    return (
      <Text as="span" tone="subdued">
        {t('rewards.erased')}
      </Text>
    );
  return (
    <div className="breakable">
      <Text as="span" fontWeight="semibold" breakWord>
        <Link dataPrimaryLink url={`/customers/${customer.id}`} monochrome removeUnderline>
          {customer.name ?? customer.email ?? t('customers.nameless')}
        </Link>
      </Text>
    </div>
  );
}

function What({ reward, timeZone }: RowProps) {
  const { t, i18n } = useTranslation();
  const { date } = useFormats();
  const language = chooseLanguage(i18n.language);
  const details = [
    ...(reward.code ? [reward.code] : []),
    ...(reward.expiresAt && reward.state === 'issued'
      ? [t('rewards.until', { date: date(reward.expiresAt, timeZone) })]
      : []),
  ];
  return (
    <div className="breakable">
      <BlockStack>
        <Text as="span">{reward.title[language]}</Text>
        {details.length > 0 ? (
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {details.join(' · ')}
          </Text>
        ) : null}
        {reward.order ? (
          <Text as="span" variant="bodySm">
            <Link url={`shopify://admin/orders/${reward.order.id}`} monochrome>
              {t('rewards.inOrder', { order: reward.order.name ?? reward.order.id })}
            </Link>
          </Text>
        ) : null}
        {reward.problem ? (
          <Text as="span" variant="bodySm" tone="critical" breakWord>
            {t('rewards.problem', { problem: reward.problem })}
          </Text>
        ) : null}
      </BlockStack>
    </div>
  );
}

function State({ reward: { state, cameBack } }: { reward: RewardRow }) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="050" inlineAlign="start">
      <RewardBadge state={state} />
      {cameBack > 0 ? (
        <Text as="span" variant="bodySm" tone="subdued">
          {t('rewards.cameBack', { points: t('common.points', { count: cameBack }) })}
        </Text>
      ) : null}
    </BlockStack>
  );
}
