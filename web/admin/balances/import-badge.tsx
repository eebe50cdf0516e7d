import { Badge } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ImportState } from '../../loyalty/balances/api-types.ts';

const tones = { checked: 'attention', importing: 'info', done: 'success', undoing: 'info', undone: undefined } as const;

export function ImportBadge({ state }: { state: ImportState }) {
  const { t } = useTranslation();
  const tone = tones[state];
  return <Badge {...(tone ? { tone } : {})}>{t(`balances.state.${state}`)}</Badge>;
}
