import { BlockStack, Card, ChoiceList, FormLayout, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../format.ts';
import { chooseLanguage } from '../../i18n.ts';
import { useFields } from '../form/fields.ts';
import { FlagInput, NumberInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';
import { typedText } from '../../form/kinds.ts';
import { SettingsPage } from '../settings-page.tsx';

/** Customers who bring friends. */
export function ReferralsPage() {
  const { t } = useTranslation();
  return (
    <SettingsPage section="referrals" aside={<InWords />}>
      <SectionCard title={t('referrals.switch')} help={t('referrals.switchHow')}>
        <FlagInput path="referrals.on" label={t('referrals.on')} />
      </SectionCard>
      <FriendCard />
      <ReferrerCard />
    </SettingsPage>
  );
}

const kinds = ['percentage', 'fixed', 'freeShipping'] as const;

function FriendCard() {
  const { t, i18n } = useTranslation();
  const { draft, saved, settings, change } = useFields();
  const { friend } = draft.referrals;
  const typing = { language: chooseLanguage(i18n.language), currency: saved.currency, basis: draft.tiers.basis };
  const choose = (kind: string) => {
    const amount = typedText({ kind: 'money' }, settings.worth.amount, typing);
    const chosen =
      kind === 'fixed'
        ? { kind: 'fixed' as const, amount }
        : kind === 'percentage'
          ? { kind: 'percentage' as const, percent: '10' }
          : { kind: 'freeShipping' as const };
    change({ referrals: { ...draft.referrals, friend: chosen } });
  };
  return (
    <SectionCard title={t('referrals.friend')} help={t('referrals.friendHow')}>
      <FormLayout>
        <ChoiceList
          title={t('referrals.friendGets')}
          choices={kinds.map((value) => ({ value, label: t(`referrals.kind.${value}`) }))}
          selected={[friend.kind]}
          onChange={([kind]) => choose(kind ?? friend.kind)}
        />
        {friend.kind === 'percentage' ? (
          <NumberInput path="referrals.friend.percent" label={t('referrals.percent')} suffix="%" />
        ) : null}
        {friend.kind === 'fixed' ? <NumberInput path="referrals.friend.amount" label={t('referrals.amount')} /> : null}
        <FormLayout.Group condensed>
          <NumberInput
            path="referrals.minimumSubtotal"
            label={t('referrals.minimum')}
            placeholder={t('programme.none')}
            helpText={t('referrals.minimumHow')}
          />
          <NumberInput path="referrals.validDays" label={t('referrals.validDays')} suffix={t('programme.days')} />
        </FormLayout.Group>
      </FormLayout>
    </SectionCard>
  );
}

function ReferrerCard() {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('referrals.referrer')} help={t('referrals.referrerHow')}>
      <FormLayout>
        <FormLayout.Group condensed>
          <NumberInput path="referrals.points" label={t('referrals.points')} />
          <NumberInput
            path="referrals.mostPerYear"
            label={t('referrals.mostPerYear')}
            placeholder={t('programme.noLimit')}
            helpText={t('referrals.mostPerYearHow')}
          />
        </FormLayout.Group>
      </FormLayout>
    </SectionCard>
  );
}

/** The whole deal in a sentence or two. */
function InWords() {
  const { t } = useTranslation();
  const { money, number } = useFormats();
  const { settings, saved } = useFields();
  const { friend, minimumSubtotal, validDays, points, mostPerYear } = settings.referrals;
  const gift =
    friend.kind === 'fixed'
      ? t('spend.gives.fixed', { amount: money(friend.amount, saved.currency) })
      : friend.kind === 'percentage'
        ? t('spend.gives.percentage', { percent: number(friend.percent) })
        : t('spend.gives.freeShipping');
  const lines = [
    t('referrals.words.friend', { gift, count: validDays }),
    ...(minimumSubtotal ? [t('referrals.words.minimum', { amount: money(minimumSubtotal, saved.currency) })] : []),
    t('referrals.words.referrer', { points: t('common.points', { count: points }), count: settings.window.days }),
    mostPerYear === null ? t('referrals.words.noLimit') : t('referrals.words.limit', { count: mostPerYear }),
    t('referrals.words.checked'),
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('referrals.words.title')}
        </Text>
        {lines.map((line) => (
          <Text key={line} as="p">
            {line}
          </Text>
        ))}
      </BlockStack>
    </Card>
  );
}
