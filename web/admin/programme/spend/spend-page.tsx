import { PanelPreview } from '../panel-preview.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { AllowRewards } from './allow-rewards.tsx';
import { RewardsList } from './rewards-list.tsx';
import { WorthCard } from './worth-card.tsx';

/** What points can be spent on, and what they are worth. */
export function SpendPage() {
  return (
    <SettingsPage section="spend" aside={<PanelPreview open="spend" />}>
      <AllowRewards />
      <RewardsList />
      <WorthCard />
    </SettingsPage>
  );
}
