import { useTranslation } from 'react-i18next';
import { SettingsPage } from '../settings-page.tsx';
import { SectionsCard } from './sections-card.tsx';
import { StatusCard } from './status-card.tsx';

/** The programme at a glance: whether it is on, and what each page of the editor holds. */
export function OverviewPage() {
  const { t } = useTranslation();
  return (
    <SettingsPage
      section={null}
      secondaryActions={[{ content: t('programme.awardPast'), url: '/programme/past-orders' }]}
    >
      <StatusCard />
      <SectionsCard />
    </SettingsPage>
  );
}
