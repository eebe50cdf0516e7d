import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { TiersOverview } from '../../loyalty/tiers/api-types.ts';
import { namedIn } from './named-in.ts';
import { WorkProgress } from './work-progress.tsx';
import { useFormats } from '../format.ts';

/** How many customers have which tier, and how far a new count has come. */
export function TierMembers({ levels, recount }: Pick<TiersOverview, 'levels' | 'recount'>) {
  const { t, i18n } = useTranslation();
  const { number } = useFormats();
  return (
    <BlockStack gap="300">
      {recount ? (
        <WorkProgress
          text={t('tiers.recount', { done: number(recount.done), all: number(recount.total) })}
          share={recount.total > 0 ? recount.done / recount.total : null}
        />
      ) : null}
      <ul className="plain-list">
        {levels.toReversed().map(({ id, name, members, color }) => (
          <li key={id} className="plain-list-item">
            <InlineStack align="space-between" gap="200">
              <InlineStack gap="200" blockAlign="center">
                <span className="tier-dot" style={color ? { background: color } : {}} />
                <Text as="span">{namedIn(i18n.language, name) || id}</Text>
              </InlineStack>
              <Text as="span" fontWeight="medium" numeric>
                {t('tiers.members', { count: members })}
              </Text>
            </InlineStack>
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}
