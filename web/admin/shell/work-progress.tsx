import { BlockStack, InlineStack, ProgressBar, Spinner, Text } from '@shopify/polaris';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** What is being done, and how far it is. */
  text: string;
  /** 0 to 1; null where the whole is not known. */
  share: number | null;
}

/** Long work that goes on without the page. */
export function WorkProgress({ text, share }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center" wrap={false}>
        {share === null ? <Spinner size="small" accessibilityLabel={t('common.working')} /> : null}
        <div role="status" id={id} className="breakable">
          <Text as="p">{text}</Text>
        </div>
      </InlineStack>
      {share === null ? null : <ProgressBar progress={share * 100} size="small" tone="primary" ariaLabelledBy={id} />}
      <Text as="p" variant="bodySm" tone="subdued">
        {t('common.goesOn')}
      </Text>
    </BlockStack>
  );
}
