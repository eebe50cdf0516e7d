/** What is held of one person, in words: to read, to save as a file, and to be handed on by the merchant. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Page } from '@shopify/polaris';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { DataRequestDetail, FileFormat } from '../../platform/privacy/api-types.ts';
import { dataRequestFile, dataRequestQuery, homeQuery, markDataRequest, programmeQuery } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { shownLanguage } from '../i18n.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { LoadingPage } from '../shell/loading-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { HeldData } from './held-data.tsx';
import { personName } from './person-name.ts';
import { RequestBadge } from './request-badge.tsx';
import { RequestDates } from './request-dates.tsx';
import { saveAsFile } from '../shell/save-as-file.ts';

export function DataRequestPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const request = useQuery(dataRequestQuery(id, shownLanguage()));
  const programme = useQuery(programmeQuery);
  const failed = request.error ?? programme.error;

  if (request.data && programme.data) {
    return <Loaded key={id} request={request.data} timeZone={programme.data.timeZone} />;
  }
  if (failed instanceof RequestFailed && failed.status === 404) return <NotFoundPage />;
  if (failed) {
    return (
      <Page backAction={{ content: t('common.privacy'), url: '/privacy' }} title={t('privacy.request')}>
        <FailureBanner
          title={t('privacy.oneLoadFailed')}
          error={failed}
          onRetry={() => void Promise.all([request.refetch(), programme.refetch()])}
        />
      </Page>
    );
  }
  return <LoadingPage />;
}

const formats: readonly FileFormat[] = ['html', 'csv', 'json'];

function Loaded({ request, timeZone }: { request: DataRequestDetail; timeZone: string }) {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const language = shownLanguage();
  const name = personName(t, request);
  useDocumentTitle(name);
  const mark = useMutation({
    mutationFn: (done: boolean) => markDataRequest(request.id, { done }, language),
    onSuccess: async (changed) => {
      queries.setQueryData(dataRequestQuery(request.id, language).queryKey, changed);
      bridge.toast.show(changed.state === 'done' ? t('privacy.doneToast') : t('privacy.openToast'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['data-requests'] }),
        queries.invalidateQueries({ queryKey: homeQuery.queryKey }),
      ]);
    },
  });
  const save = useMutation({
    mutationFn: (format: FileFormat) => dataRequestFile(request.id, format, language),
    onSuccess: saveAsFile,
  });
  const open = request.state === 'open';

  return (
    <Page
      backAction={{ content: t('common.privacy'), url: '/privacy' }}
      title={name}
      titleMetadata={<RequestBadge request={request} />}
      {...(open
        ? {
            primaryAction: {
              content: t('privacy.markDone'),
              loading: mark.isPending,
              onAction: () => mark.mutate(true),
            },
          }
        : {})}
      secondaryActions={
        open ? [] : [{ content: t('privacy.markOpen'), loading: mark.isPending, onAction: () => mark.mutate(false) }]
      }
      actionGroups={
        request.content === 'held'
          ? [
              {
                title: t('privacy.save'),
                actions: formats.map((format) => ({
                  content: t(`privacy.saveAs.${format}`),
                  onAction: () => save.mutate(format),
                })),
              },
            ]
          : []
      }
    >
      <BlockStack gap="400">
        {mark.error || save.error ? (
          <FailureBanner
            title={mark.error ? t('privacy.markFailed') : t('privacy.saveFailed')}
            error={mark.error ?? save.error}
          />
        ) : null}
        <RequestDates request={request} timeZone={timeZone} />
        <HeldData sections={request.sections} />
      </BlockStack>
    </Page>
  );
}
