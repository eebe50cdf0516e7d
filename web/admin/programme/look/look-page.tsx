import { PanelPreview } from '../panel-preview.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { NamesCard } from './names-card.tsx';
import { PanelCard } from './panel-card.tsx';

/** What shoppers see and read. */
export function LookPage() {
  return (
    <SettingsPage section="look" aside={<PanelPreview open="spend" withButton />}>
      <PanelCard />
      <NamesCard />
    </SettingsPage>
  );
}
