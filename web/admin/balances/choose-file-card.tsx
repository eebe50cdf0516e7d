import { Banner, BlockStack, Card, DropZone, List, Spinner, Text } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { balanceImportQuery, balanceImportsQuery, checkBalances } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';

/** What the server reads at once. */
const MOST_BYTES = 15_000_000;

/** The file is only looked at: nothing is given before the merchant has agreed. */
export function ChooseFileCard() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const check = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > MOST_BYTES) throw new FileTooLarge();
      return checkBalances({ name: file.name, text: await file.text() });
    },
    onSuccess: async (checked) => {
      queries.setQueryData(balanceImportQuery(checked.id).queryKey, checked);
      await queries.invalidateQueries({ queryKey: balanceImportsQuery.queryKey });
      await navigate(`/customers/import/${checked.id}`);
    },
  });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('balances.choose')}
        </Text>
        <Text as="p">{t('balances.chooseHow')}</Text>
        <List>
          <List.Item>{t('balances.columnPoints')}</List.Item>
          <List.Item>{t('balances.columnWho')}</List.Item>
          <List.Item>{t('balances.columnExpires')}</List.Item>
        </List>
        {check.error ? <CheckFailure error={check.error} /> : null}
        <DropZone
          accept=".csv,.txt,text/csv,text/plain"
          type="file"
          allowMultiple={false}
          disabled={check.isPending}
          label={t('balances.file')}
          onDropAccepted={([file]) => (file ? check.mutate(file) : undefined)}
        >
          {check.isPending ? (
            <div className="centered">
              <Spinner size="small" accessibilityLabel={t('balances.checking')} />
            </div>
          ) : (
            <DropZone.FileUpload actionTitle={t('balances.fileButton')} actionHint={t('balances.fileHint')} />
          )}
        </DropZone>
        <Text as="p" variant="bodySm" tone="subdued">
          {t('balances.nothingYet')}
        </Text>
      </BlockStack>
    </Card>
  );
}

class FileTooLarge extends Error {
  override name = 'FileTooLarge';
}

function CheckFailure({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof FileTooLarge) {
    return (
      <Banner tone="critical" title={t('balances.checkFailed')}>
        <p>{t('balances.tooLarge')}</p>
      </Banner>
    );
  }
  const status = error instanceof RequestFailed ? error.status : 0;
  const text = status === 422 ? t('balances.notUnderstood') : status === 409 ? t('balances.notAgain') : undefined;
  return <FailureBanner title={t('balances.checkFailed')} error={error} {...(text ? { text } : {})} />;
}
