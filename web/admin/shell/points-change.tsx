import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format.ts';

/** "+45 points" at the end of a line; nothing where nothing moved. */
export function PointsChange({ points }: { points: number | null }) {
  const { t } = useTranslation();
  const { signed } = useFormats();
  if (points === null || points === 0) return null;
  return (
    <div className="unbroken">
      <Text as="span" fontWeight="semibold" numeric {...(points > 0 ? { tone: 'success' as const } : {})}>
        {t('common.change', { count: points, change: signed(points) })}
      </Text>
    </div>
  );
}
