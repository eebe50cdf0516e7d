import { BlockStack, Card, InlineGrid, Select, SkeletonBodyText, Text } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PreviewSample, previewSamples } from '../../retention/tracking/api-types.ts';
import { trackingPreviewQuery } from '../api/tracking-queries.ts';
import { type Language, shownLanguage } from '../i18n.ts';
import { DocumentFrame } from '../shell/document-frame.tsx';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { tracking } from './form.ts';

/** How long the typing must rest before the page is asked for anew. */
const REST_MS = 400;

/** What shoppers see, with made-up orders, as the form has it now: saved or not. */
export function PreviewCard() {
  const { t } = useTranslation();
  const { settings } = tracking.useFields();
  const [language, setLanguage] = useState<Language>(shownLanguage());
  const [sample, setSample] = useState<PreviewSample>('on_the_way');
  const rested = useRested(settings);
  const preview = useQuery({
    ...trackingPreviewQuery({ settings: rested, language, sample }),
    placeholderData: keepPreviousData,
  });
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('tracking.preview')}
          </Text>
          <Text as="p" tone="subdued">
            {settings.on ? t('tracking.previewHow') : t('tracking.previewOff')}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 1 }} gap="300">
          <Select
            label={t('tracking.sample')}
            options={previewSamples.map((value) => ({ value, label: t(`tracking.sampleOf.${value}`) }))}
            value={sample}
            onChange={(value) => setSample(previewSamples.find((one) => one === value) ?? 'on_the_way')}
          />
          <Select
            label={t('emails.language')}
            options={[
              { value: 'en', label: t('emails.english') },
              { value: 'vi', label: t('emails.vietnamese') },
            ]}
            value={language}
            onChange={(value) => setLanguage(value === 'vi' ? 'vi' : 'en')}
          />
        </InlineGrid>
        {preview.error ? (
          <FailureBanner
            title={t('tracking.previewFailed')}
            error={preview.error}
            onRetry={() => void preview.refetch()}
          />
        ) : preview.data ? (
          <DocumentFrame html={preview.data.html} title={t('tracking.preview')} tall />
        ) : (
          <SkeletonBodyText lines={8} />
        )}
      </BlockStack>
    </Card>
  );
}

/** The value, once it has not changed for a moment. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
