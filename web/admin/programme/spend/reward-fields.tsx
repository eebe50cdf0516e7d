/** The fields of one reward, by what it is. */
import { BlockStack, FormLayout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from '../form/fields.ts';
import { FlagInput, NumberInput, TextsInput } from '../../form/inputs.tsx';
import { PickedField } from '../../form/picked-field.tsx';
import { TiersField } from '../form/tiers-field.tsx';
import type { RewardDraft } from './reward-templates.ts';

interface Props {
  reward: RewardDraft;
  index: number;
}

export function RewardFields({ reward, index }: Props) {
  const { t } = useTranslation();
  const { draft, change } = useFields();
  const path = `spend.rewards.${index}` as const;
  const put = (changed: RewardDraft) =>
    change({ spend: { rewards: draft.spend.rewards.map((one, at) => (at === index ? changed : one)) } });
  return (
    <FormLayout>
      <FlagInput path={`${path}.enabled`} label={t('spend.enabled')} helpText={t('spend.enabledHow')} />
      <Value reward={reward} index={index} put={put} />
      <TextsInput path={`${path}.name`} label={t('spend.name')} helpText={t('spend.nameHow')} maxLength={60} />
      <NumberInput
        path={`${path}.validDays`}
        label={t('spend.validDays')}
        suffix={t('programme.days')}
        placeholder={t('spend.noEnd')}
        helpText={t('spend.validDaysHow')}
      />
      {'combinesWith' in reward ? (
        <FormLayout>
          <NumberInput
            path={`${path}.minimumSubtotal`}
            label={t('spend.minimum')}
            placeholder={t('programme.none')}
            helpText={t('spend.minimumHow')}
          />
          <BlockStack gap="100">
            <Text as="p">{t('spend.combines')}</Text>
            <FlagInput path={`${path}.combinesWith.order`} label={t('spend.combinesOrder')} />
            <FlagInput path={`${path}.combinesWith.product`} label={t('spend.combinesProduct')} />
            <FlagInput path={`${path}.combinesWith.shipping`} label={t('spend.combinesShipping')} />
          </BlockStack>
        </FormLayout>
      ) : null}
      <TiersField path={`${path}.tiers`} chosen={reward.tiers} onChange={(tiers) => put({ ...reward, tiers })} />
    </FormLayout>
  );
}

function Value({ reward, index, put }: Props & { put(changed: RewardDraft): void }) {
  const { t } = useTranslation();
  const path = `spend.rewards.${index}` as const;
  const points = <NumberInput path={`${path}.points`} label={t('spend.points')} />;
  switch (reward.kind) {
    case 'fixed':
    case 'giftCard':
    case 'storeCredit':
      return (
        <FormLayout>
          <FormLayout.Group condensed>
            {points}
            <NumberInput path={`${path}.amount`} label={t(`spend.amountOf.${reward.kind}`)} />
          </FormLayout.Group>
          {reward.kind === 'fixed' ? <OnlyCollections reward={reward} index={index} put={put} /> : null}
        </FormLayout>
      );
    case 'slider':
      return (
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path={`${path}.points`} label={t('spend.eachPoints')} />
            <NumberInput path={`${path}.amount`} label={t('spend.eachAmount')} />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <NumberInput path={`${path}.min`} label={t('spend.least')} />
            <NumberInput path={`${path}.max`} label={t('spend.most')} placeholder={t('programme.noLimit')} />
            <NumberInput path={`${path}.step`} label={t('spend.step')} />
          </FormLayout.Group>
          <OnlyCollections reward={reward} index={index} put={put} />
        </FormLayout>
      );
    case 'percentage':
      return (
        <FormLayout>
          <FormLayout.Group condensed>
            {points}
            <NumberInput path={`${path}.percent`} label={t('spend.percent')} suffix="%" />
          </FormLayout.Group>
          <OnlyCollections reward={reward} index={index} put={put} />
        </FormLayout>
      );
    case 'freeShipping':
      return points;
    case 'freeProduct':
      return (
        <FormLayout>
          {points}
          <PickedField
            type="variant"
            label={t('spend.freeProduct')}
            helpText={t('spend.freeProductHow')}
            button={reward.variant.id ? t('spend.otherProduct') : t('programme.chooseProduct')}
            path={`${path}.variant`}
            items={reward.variant.id ? [reward.variant] : []}
            onChange={([variant = { id: '', title: '' }]) => put({ ...reward, variant })}
          />
        </FormLayout>
      );
  }
}

interface CollectionsProps {
  reward: Extract<RewardDraft, { collections: unknown }>;
  index: number;
  put(changed: RewardDraft): void;
}

function OnlyCollections({ reward, index, put }: CollectionsProps) {
  const { t } = useTranslation();
  return (
    <PickedField
      type="collection"
      label={t('spend.onlyCollections')}
      helpText={t('spend.onlyCollectionsHow')}
      button={t('programme.chooseCollections')}
      path={`spend.rewards.${index}.collections`}
      items={reward.collections}
      onChange={(collections) => put({ ...reward, collections })}
    />
  );
}
