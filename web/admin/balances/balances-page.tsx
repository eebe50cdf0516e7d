/** Balances of another programme: choose the file, see what it would do, agree, follow it, and take it back if it was wrong. */
import { BlockStack, Page } from '@shopify/polaris';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { balancesFile, balanceImportsQuery, programmeQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { saveAsFile } from '../shell/save-as-file.ts';
import { ChooseFileCard } from './choose-file-card.tsx';
import { ImportsCard } from './imports-card.tsx';

export function BalancesPage() {
  const { t } = useTranslation();
  useDocumentTitle(t('balances.title'));
  const imports = useQuery(balanceImportsQuery);
  const programme = useQuery(programmeQuery);
  const save = useMutation({ mutationFn: balancesFile, onSuccess: saveAsFile });
  const failed = imports.error ?? programme.error;
  return (
    <Page
      narrowWidth
      title={t('balances.title')}
      backAction={{ content: t('common.customers'), url: '/customers' }}
      secondaryActions={[{ content: t('balances.export'), onAction: () => save.mutate(), loading: save.isPending }]}
    >
      <BlockStack gap="400">
        {save.error ? <FailureBanner title={t('balances.exportFailed')} error={save.error} /> : null}
        {failed ? (
          <FailureBanner
            title={t('balances.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([imports.refetch(), programme.refetch()])}
          />
        ) : null}
        <ChooseFileCard />
        {imports.data && programme.data ? (
          <ImportsCard imports={imports.data.imports} programme={programme.data} />
        ) : null}
      </BlockStack>
    </Page>
  );
}
