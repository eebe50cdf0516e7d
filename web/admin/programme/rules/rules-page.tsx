import { SettingsPage } from '../settings-page.tsx';
import { ExpiryCard } from './expiry-card.tsx';
import { RefundsCard } from './refunds-card.tsx';
import { WhichCard } from './which-card.tsx';
import { WindowCard } from './window-card.tsx';

/** When points can be used and when they lapse, what refunds do, and who takes part. */
export function RulesPage() {
  return (
    <SettingsPage section="rules">
      <WindowCard />
      <ExpiryCard />
      <RefundsCard />
      <WhichCard />
    </SettingsPage>
  );
}
