/** What the store owes its customers in points, and how that came about. */
import { Banner, BlockStack, Page, Select, Text } from '@shopify/polaris';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { LiabilityReport } from '../../loyalty/liability/api-types.ts';
import { reportFile, reportQuery } from '../api/queries.ts';
import { shownLanguage } from '../i18n.ts';
import { DayRange } from '../shell/day-range.tsx';
import { DaysAnswer } from '../shell/days-answer.tsx';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { saveAsFile } from '../shell/save-as-file.ts';
import { MovementsCard } from './movements-card.tsx';
import { OwedCard } from './owed-card.tsx';

export function ReportPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('report.title'));
  const [parameters, setParameters] = useSearchParams();
  const range = { from: parameters.get('from'), to: parameters.get('to'), by: parameters.get('by') };
  const report = useQuery({ ...reportQuery(range), placeholderData: keepPreviousData });
  const save = useMutation({ mutationFn: () => reportFile(range, shownLanguage()), onSuccess: saveAsFile });
  const choose = (change: Record<string, string>) =>
    setParameters((before) => new URLSearchParams({ ...Object.fromEntries(before), ...change }), { replace: true });

  return (
    <Page
      title={t('report.title')}
      subtitle={t('report.subtitle')}
      backAction={{ content: t('common.home'), url: '/' }}
      primaryAction={{ content: t('report.save'), onAction: () => save.mutate(), loading: save.isPending }}
    >
      <BlockStack gap="400">
        {save.error ? <FailureBanner title={t('report.saveFailed')} error={save.error} /> : null}
        <DaysAnswer
          query={report}
          texts={{ failed: t('report.loadFailed'), wrongDays: t('report.rangeWrong') }}
          onRetry={() => setParameters({}, { replace: true })}
        >
          {(answer) => <Loaded report={answer} choose={choose} />}
        </DaysAnswer>
      </BlockStack>
    </Page>
  );
}

interface LoadedProps {
  report: LiabilityReport;
  choose(change: Record<string, string>): void;
}

function Loaded({ report, choose }: LoadedProps) {
  const { t } = useTranslation();
  // Before the first point there is nothing to tell.
  const begun = report.rows.findIndex(({ opening, earned, closing }) => opening !== 0 || earned !== 0 || closing !== 0);
  const told = { ...report, rows: report.rows.slice(Math.max(begun, 0)) };
  return (
    <>
      <DayRange from={report.from} to={report.to} onChange={choose}>
        <Select
          label={t('report.by')}
          options={[
            { value: 'month', label: t('report.byMonth') },
            { value: 'day', label: t('report.byDay') },
          ]}
          value={report.by}
          // Another way of counting has its own usual range.
          onChange={(by) => choose({ by, from: '', to: '' })}
        />
      </DayRange>
      {begun === -1 ? (
        <Banner tone="info" title={t('report.emptyTitle')}>
          <p>{t('report.emptyText')}</p>
        </Banner>
      ) : (
        <>
          <OwedCard report={told} />
          <MovementsCard report={told} />
        </>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        {t('report.note')}
      </Text>
    </>
  );
}
