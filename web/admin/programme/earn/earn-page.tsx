import { useFields } from '../form/fields.ts';
import { SettingsPage } from '../settings-page.tsx';
import { LimitCard } from './limit-card.tsx';
import { MultipliersList } from './multipliers-list.tsx';
import { Preview } from './preview.tsx';
import { RateCard } from './rate-card.tsx';

/** What orders earn. */
export function EarnPage() {
  return (
    <SettingsPage section="earn" aside={<Aside />}>
      <RateCard />
      <MultipliersList />
      <LimitCard />
    </SettingsPage>
  );
}

function Aside() {
  const { settings, saved } = useFields();
  return <Preview settings={settings} currency={saved.currency} taxesIncluded={saved.taxesIncluded} />;
}
