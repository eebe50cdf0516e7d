/** A row for each page of the editor, with what is set there now. */
import { Badge, BlockStack, Box, Card, Icon, InlineStack, Text } from '@shopify/polaris';
import {
  CalendarIcon,
  CashDollarIcon,
  ChevronRightIcon,
  EmailIcon,
  GiftCardIcon,
  PaintBrushFlatIcon,
  PersonAddIcon,
  StarIcon,
  TargetIcon,
} from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { PolarisLink } from '../../shell/polaris-link.tsx';
import { type Section, sectionNames } from '../sections.ts';
import { useSectionSummary } from './section-summary.ts';

const icons: Record<Section, typeof StarIcon> = {
  earn: CashDollarIcon,
  ways: TargetIcon,
  spend: GiftCardIcon,
  tiers: StarIcon,
  referrals: PersonAddIcon,
  rules: CalendarIcon,
  look: PaintBrushFlatIcon,
  emails: EmailIcon,
};

export function SectionsCard() {
  const { t } = useTranslation();
  const summary = useSectionSummary();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingSm">
          {t('programme.sections')}
        </Text>
      </Box>
      <ul className="editable-list section-list">
        {sectionNames.map((section) => {
          const { text, on } = summary(section);
          return (
            <li key={section} className="editable-row">
              <PolarisLink url={`/programme/${section}`} className="editable-head">
                <span className="unbroken">
                  <Icon source={icons[section]} tone="subdued" />
                </span>
                <span className="breakable">
                  <BlockStack gap="050">
                    <InlineStack gap="200" blockAlign="center">
                      <Text as="span" fontWeight="medium">
                        {t(`programme.section.${section}`)}
                      </Text>
                      {on === null ? null : (
                        <Badge {...(on ? { tone: 'success' as const } : {})}>
                          {on ? t('common.status.on') : t('common.status.off')}
                        </Badge>
                      )}
                    </InlineStack>
                    <Text as="span" variant="bodySm" tone="subdued">
                      {text}
                    </Text>
                  </BlockStack>
                </span>
                <span className="unbroken">
                  <Icon source={ChevronRightIcon} tone="subdued" />
                </span>
              </PolarisLink>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
