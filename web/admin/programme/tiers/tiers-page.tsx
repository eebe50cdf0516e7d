import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from '../form/fields.ts';
import { PanelPreview } from '../panel-preview.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { changesRanks } from './changes-ranks.ts';
import { LevelsList } from './levels-list.tsx';
import { MembersCard } from './members-card.tsx';
import { WhatCountsCard } from './what-counts-card.tsx';

/** Ranks that customers reach. */
export function TiersPage() {
  return (
    <SettingsPage section="tiers" aside={<PanelPreview open="tiers" />}>
      <WhatHappens />
      <LevelsList />
      <WhatCountsCard />
      <MembersCard />
    </SettingsPage>
  );
}

/** What saving would do to customers who have a tier. */
function WhatHappens() {
  const { t } = useTranslation();
  const { saved, settings } = useFields();
  if (!saved.tiers.on || saved.tiers.levels.length === 0 || !changesRanks(saved.tiers, settings.tiers)) return null;
  return (
    <Banner tone="warning" title={settings.tiers.on ? t('tiers.changeTitle') : t('tiers.offTitle')}>
      <p>{settings.tiers.on ? t('tiers.changeText') : t('tiers.offText')}</p>
    </Banner>
  );
}
