import { PanelPreview } from '../panel-preview.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { ActionsCard, CustomList, SocialList } from './actions-card.tsx';
import { KeysCard } from './keys-card.tsx';
import { FirstOrderCard, OrderGoalsList, SpendGoalsList } from './bonuses-card.tsx';

/** What earns points beside the amount of an order. */
export function WaysPage() {
  return (
    <SettingsPage section="ways" aside={<PanelPreview open="earn" />}>
      <ActionsCard />
      <SocialList />
      <FirstOrderCard />
      <OrderGoalsList />
      <SpendGoalsList />
      <CustomList />
      <KeysCard />
    </SettingsPage>
  );
}
