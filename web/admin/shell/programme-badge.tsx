import { Badge } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';

const tones = { on: 'success', paused: 'attention', off: undefined } as const;

export function ProgrammeBadge({ status }: { status: ProgrammeSettings['status'] }) {
  const { t } = useTranslation();
  const tone = tones[status];
  return <Badge {...(tone ? { tone } : {})}>{t(`common.status.${status}`)}</Badge>;
}
