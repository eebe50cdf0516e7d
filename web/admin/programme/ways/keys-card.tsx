/** Keys by which the merchant's own programs say what customers have done. A new key is shown once. */
import { useAppBridge } from '@shopify/app-bridge-react';
import {
  Banner,
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  SkeletonBodyText,
  Text,
  TextField,
} from '@shopify/polaris';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../../../platform/api-keys/api-types.ts';
import { apiKeysQuery, createApiKey, revokeApiKey } from '../../api/queries.ts';
import { useFormats } from '../../format.ts';
import { FailureBanner } from '../../shell/failure-banner.tsx';
import { useFields } from '../form/fields.ts';

export function KeysCard() {
  const { t } = useTranslation();
  const keys = useQuery(apiKeysQuery);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('ways.keys')}
          </Text>
          <Text as="p" tone="subdued">
            {t('ways.keysHow')}
          </Text>
        </BlockStack>
        {keys.error ? (
          <FailureBanner title={t('ways.keysFailed')} error={keys.error} onRetry={() => void keys.refetch()} />
        ) : keys.data ? (
          keys.data.keys.length > 0 ? (
            <ul className="plain-list">
              {keys.data.keys.map((key) => (
                <li key={key.id} className="plain-list-item">
                  <Key apiKey={key} />
                </li>
              ))}
            </ul>
          ) : null
        ) : (
          <SkeletonBodyText lines={2} />
        )}
        <NewKey />
      </BlockStack>
    </Card>
  );
}

function Key({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const { date } = useFormats();
  const { saved } = useFields();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  /** Asked once more: a program that uses the key stops working. */
  const [sure, setSure] = useState(false);
  const revoke = useMutation({
    mutationFn: () => revokeApiKey(apiKey.id),
    onSuccess: async () => {
      bridge.toast.show(t('ways.keyRevoked'));
      await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    },
  });
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <div className="breakable">
          <BlockStack gap="050">
            <Text as="span" fontWeight="medium" breakWord>
              {apiKey.name}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {[
                t('ways.keyMade', { date: date(apiKey.createdAt, saved.timeZone) }),
                apiKey.lastUsedAt
                  ? t('ways.keyUsed', { date: date(apiKey.lastUsedAt, saved.timeZone) })
                  : t('ways.keyUnused'),
                ...(apiKey.scopes.includes('points') ? [t('ways.keyPoints')] : []),
              ].join(' · ')}
            </Text>
          </BlockStack>
        </div>
        {sure ? null : (
          <Button tone="critical" variant="plain" onClick={() => setSure(true)}>
            {t('ways.keyRevoke')}
          </Button>
        )}
      </InlineStack>
      {sure ? (
        <Banner
          tone="warning"
          title={t('ways.keyRevokeTitle')}
          action={{ content: t('ways.keyRevoke'), onAction: () => revoke.mutate(), loading: revoke.isPending }}
          secondaryAction={{ content: t('common.cancel'), onAction: () => setSure(false) }}
        >
          <p>{t('ways.keyRevokeText')}</p>
        </Banner>
      ) : null}
      {revoke.error ? <FailureBanner title={t('ways.keyRevokeFailed')} error={revoke.error} /> : null}
    </BlockStack>
  );
}

function NewKey() {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const [points, setPoints] = useState(false);
  const [tried, setTried] = useState(false);
  const create = useMutation({
    mutationFn: (wanted: string) =>
      createApiKey({ name: wanted, scopes: points ? ['actions', 'points'] : ['actions'] }),
    onSuccess: async () => {
      setName(null);
      setTried(false);
      await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey });
    },
  });
  const submit = () => {
    setTried(true);
    if (name?.trim() && !create.isPending) create.mutate(name.trim());
  };
  if (name === null) {
    return (
      <BlockStack gap="300">
        {create.data ? (
          <Banner
            tone="success"
            title={t('ways.keyNew')}
            action={{
              content: t('ways.keyCopy'),
              onAction: () => {
                void navigator.clipboard
                  .writeText(create.data.text)
                  .then(() => bridge.toast.show(t('ways.keyCopied')))
                  .catch(() => bridge.toast.show(t('ways.keyNotCopied'), { isError: true }));
              },
            }}
            onDismiss={() => create.reset()}
          >
            <p>{t('ways.keyOnce')}</p>
            <p className="key-text">{create.data.text}</p>
          </Banner>
        ) : null}
        <InlineStack>
          <Button onClick={() => setName('')}>{t('ways.keyAdd')}</Button>
        </InlineStack>
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="300">
      {create.error ? <FailureBanner title={t('ways.keyFailed')} error={create.error} /> : null}
      <FormLayout>
        <TextField
          label={t('ways.keyName')}
          helpText={t('ways.keyNameHow')}
          value={name}
          onChange={setName}
          maxLength={60}
          autoComplete="off"
          {...(tried && name.trim() === '' ? { error: t('form.errors.missing') } : {})}
        />
        <Checkbox
          label={t('ways.keyMayPoints')}
          helpText={t('ways.keyMayPointsHow')}
          checked={points}
          onChange={setPoints}
        />
      </FormLayout>
      <InlineStack gap="200">
        <Button variant="primary" onClick={submit} loading={create.isPending}>
          {t('ways.keyCreate')}
        </Button>
        <Button onClick={() => setName(null)}>{t('common.cancel')}</Button>
      </InlineStack>
    </BlockStack>
  );
}
