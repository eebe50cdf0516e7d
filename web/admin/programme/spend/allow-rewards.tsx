/** Some rewards need rights that Shopify asks the merchant for: only who offers such a reward is asked. */
import { Banner } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rewardKindsQuery } from '../../api/queries.ts';
import { chooseLanguage } from '../../i18n.ts';
import { useFields } from '../form/fields.ts';

/** Shopify tells the app of a new right by a webhook, a moment after the merchant has agreed. */
const UNTIL_TOLD_MS = 2_000;
/** Required of everybody: asked for when the app is opened, not by it. */
const ALWAYS = 'write_discounts';

export function AllowRewards() {
  const { t, i18n } = useTranslation();
  const { draft } = useFields();
  const [agreed, setAgreed] = useState(false);
  const kinds = useQuery({ ...rewardKindsQuery, refetchInterval: agreed ? UNTIL_TOLD_MS : false });
  const offered = new Set<string>(draft.spend.rewards.filter(({ enabled }) => enabled).map(({ kind }) => kind));
  const lacking = (kinds.data ?? []).filter(({ kind, lacking }) => lacking.length > 0 && offered.has(kind));
  if (lacking.length === 0) return null;

  const scopes = [...new Set(lacking.flatMap((each) => each.lacking))];
  const names = new Intl.ListFormat(chooseLanguage(i18n.language)).format(
    lacking.map(({ kind }) => t(`spend.kind.${kind}`)),
  );
  const reopen = scopes.includes(ALWAYS);
  const allow = async () => {
    const { result } = await window.shopify.scopes.request(scopes);
    if (result === 'granted-all') setAgreed(true);
  };
  return (
    <Banner
      tone="warning"
      title={t('spend.notAllowed')}
      {...(!reopen && { action: { content: t('spend.allow'), loading: agreed, onAction: () => void allow() } })}
    >
      <p>{reopen ? t('spend.reopen', { kinds: names }) : t('spend.notAllowedHow', { kinds: names })}</p>
    </Banner>
  );
}
