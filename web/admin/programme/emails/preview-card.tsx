import { BlockStack, Card, InlineGrid, Select, SkeletonBodyText, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { emailPreviewQuery, emailsQuery } from '../../api/queries.ts';
import { type Language, shownLanguage } from '../../i18n.ts';
import { DocumentFrame } from '../../shell/document-frame.tsx';
import { FailureBanner } from '../../shell/failure-banner.tsx';
import { useFields } from '../form/fields.ts';
import { useKindName } from './kind-name.ts';
import { TestForm } from './test-form.tsx';

/** What customers get, with made-up figures, as the settings were saved last. */
export function PreviewCard() {
  const { t } = useTranslation();
  const { saved } = useFields();
  const kindName = useKindName();
  const emails = useQuery(emailsQuery);
  const kinds = emails.data?.kinds ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [locale, setLocale] = useState<Language>(shownLanguage());
  const kind = chosen ?? kinds[0]?.kind ?? null;
  const preview = useQuery({ ...emailPreviewQuery(kind ?? '', locale, saved.version), enabled: kind !== null });
  const failed = emails.error ?? preview.error;

  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('emails.preview')}
          </Text>
          <Text as="p" tone="subdued">
            {t('emails.previewHow')}
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 2, md: 1 }} gap="300">
          <Select
            label={t('emails.which')}
            options={kinds.map(({ kind: value }) => ({ value, label: kindName(value) }))}
            value={kind ?? ''}
            onChange={setChosen}
            disabled={kinds.length === 0}
          />
          <Select
            label={t('emails.language')}
            options={[
              { value: 'en', label: t('emails.english') },
              { value: 'vi', label: t('emails.vietnamese') },
            ]}
            value={locale}
            onChange={(value) => setLocale(value === 'vi' ? 'vi' : 'en')}
          />
        </InlineGrid>
        {failed ? (
          <FailureBanner
            title={t('emails.previewFailed')}
            error={failed}
            onRetry={() => void (emails.error ? emails : preview).refetch()}
          />
        ) : preview.data && kind !== null ? (
          <>
            <BlockStack gap="050">
              <Text as="p" variant="bodySm" tone="subdued" breakWord>
                {[
                  preview.data.from.name,
                  ...(preview.data.from.address ? [`<${preview.data.from.address}>`] : []),
                ].join(' ')}
              </Text>
              <Text as="p" fontWeight="semibold" breakWord>
                {preview.data.subject}
              </Text>
            </BlockStack>
            <DocumentFrame html={preview.data.html} title={preview.data.subject} />
            {emails.data?.sentFrom ? <TestForm kind={kind} locale={locale} /> : null}
          </>
        ) : (
          <SkeletonBodyText lines={8} />
        )}
      </BlockStack>
    </Card>
  );
}
