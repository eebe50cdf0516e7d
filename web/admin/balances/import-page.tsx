/** One file of balances: what it would do, what it does, what it did. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Page } from '@shopify/polaris';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { BalanceImportDetail } from '../../loyalty/balances/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { balanceImportQuery, balanceImportsQuery, programmeQuery, startImport, undoImport } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { LoadingPage } from '../shell/loading-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { ConfirmImport } from './confirm-import.tsx';
import { ImportBadge } from './import-badge.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import { ProblemsCard } from './problems-card.tsx';

export function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const found = useQuery(balanceImportQuery(id));
  const programme = useQuery(programmeQuery);
  const failed = found.error ?? programme.error;
  if (found.data && programme.data) return <Loaded found={found.data} programme={programme.data} />;
  if (failed instanceof RequestFailed && failed.status === 404) return <NotFoundPage />;
  if (!failed) return <LoadingPage />;
  return (
    <Page backAction={{ content: t('balances.title'), url: '/customers/import' }} title={t('balances.file')}>
      <FailureBanner
        title={t('balances.loadFailed')}
        error={failed}
        onRetry={() => void Promise.all([found.refetch(), programme.refetch()])}
      />
    </Page>
  );
}

function Loaded({ found, programme }: { found: BalanceImportDetail; programme: ProgrammeDocument }) {
  const { t } = useTranslation();
  useDocumentTitle(found.name);
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [confirming, setConfirming] = useState<'start' | 'undo' | null>(null);
  const act = useMutation({
    mutationFn: (what: 'start' | 'undo') =>
      what === 'start' ? startImport(found.id, { good: found.good, points: found.points }) : undoImport(found.id),
    onSuccess: async (changed, what) => {
      setConfirming(null);
      queries.setQueryData(balanceImportQuery(found.id).queryKey, changed);
      bridge.toast.show(t(`balances.begun.${what}`));
      await queries.invalidateQueries({ queryKey: balanceImportsQuery.queryKey });
    },
    // What the file would do may have become something else meanwhile.
    onError: () => queries.invalidateQueries({ queryKey: balanceImportQuery(found.id).queryKey }),
  });
  const close = () => {
    act.reset();
    setConfirming(null);
  };
  return (
    <Page
      narrowWidth
      backAction={{ content: t('balances.title'), url: '/customers/import' }}
      title={found.name}
      titleMetadata={<ImportBadge state={found.state} />}
      {...(found.state === 'checked' && found.good > 0
        ? { primaryAction: { content: t('balances.start'), onAction: () => setConfirming('start') } }
        : {})}
      secondaryActions={
        found.state === 'done' && found.given > 0
          ? [{ content: t('balances.undo'), destructive: true, onAction: () => setConfirming('undo') }]
          : []
      }
    >
      <BlockStack gap="400">
        <OutcomeCard found={found} programme={programme} />
        <ProblemsCard found={found} />
      </BlockStack>
      <ConfirmImport
        what={confirming}
        found={found}
        programme={programme}
        error={act.error}
        pending={act.isPending}
        onConfirm={(what) => (act.isPending ? undefined : act.mutate(what))}
        onClose={close}
      />
    </Page>
  );
}
