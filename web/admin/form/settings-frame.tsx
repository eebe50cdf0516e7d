/** The frame of every page of settings: the save bar, what went wrong, and what shoppers see of it beside the fields. */
import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Card, Layout, Link, List, Page, SkeletonBodyText, SkeletonPage } from '@shopify/polaris';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { FieldsProvider } from './fields.ts';
import type { Problem } from './problems.ts';
import type { SettingsForm } from './use-settings-form.ts';

type PageProps = Pick<
  ComponentProps<typeof Page>,
  'title' | 'subtitle' | 'backAction' | 'titleMetadata' | 'secondaryActions'
>;

interface Props extends PageProps {
  form: Omit<SettingsForm<unknown, unknown, object>, 'fields'>;
  fields: ComponentProps<typeof FieldsProvider>['value'];
  children: ReactNode;
  aside?: ReactNode;
  /** On which other page a setting stands; null = on this one. */
  placeOf?(path: string): { name: string; url: string } | null;
}

export function SettingsFrame({ form, fields, children, aside, placeOf = () => null, ...page }: Props) {
  const { t } = useTranslation();
  return (
    <FieldsProvider value={fields}>
      <Page {...page}>
        <BlockStack gap="400">
          <Wrong form={form} placeOf={placeOf} />
          {aside ? (
            <Layout>
              <Layout.Section>
                <BlockStack gap="400">{children}</BlockStack>
              </Layout.Section>
              <Layout.Section variant="oneThird">
                <div className="preview-column">{aside}</div>
              </Layout.Section>
            </Layout>
          ) : (
            children
          )}
        </BlockStack>
        <SaveBar id="settings-save-bar" open={form.dirty} discardConfirmation>
          <button variant="primary" type="button" loading={form.saving ? '' : undefined} onClick={form.submit}>
            {t('common.save')}
          </button>
          <button type="button" disabled={form.saving} onClick={form.discard}>
            {t('common.discard')}
          </button>
        </SaveBar>
      </Page>
    </FieldsProvider>
  );
}

/** Until the settings have come; or why they have not. */
export function SettingsWaiting({ title, error, onRetry }: { title: string; error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  if (error) {
    return (
      <Page title={title}>
        <FailureBanner title={t('form.loadFailed')} error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <SkeletonPage title={title}>
      <BlockStack gap="400">
        {['first', 'second', 'third'].map((key) => (
          <Card key={key}>
            <SkeletonBodyText lines={5} />
          </Card>
        ))}
      </BlockStack>
    </SkeletonPage>
  );
}

/** Why nothing was saved: how many fields of this page, and which of other pages, or what else. */
function Wrong({ form, placeOf }: Required<Pick<Props, 'form' | 'placeOf'>>) {
  const { t } = useTranslation();
  if (form.outdated) {
    return (
      <Banner
        tone="warning"
        title={t('form.outdatedTitle')}
        action={{ content: t('form.outdatedAction'), onAction: form.reload }}
      >
        <p>{t('form.outdatedText')}</p>
      </Banner>
    );
  }
  if (form.failure) return <FailureBanner title={t('form.saveFailed')} error={form.failure} />;
  if (form.wrong.size === 0) return null;
  const elsewhere = [...form.wrong].flatMap(([path, problem]): [string, Problem, { name: string; url: string }][] => {
    const place = placeOf(path);
    return place ? [[path, problem, place]] : [];
  });
  return (
    <Banner tone="critical" title={t('form.fieldsWrong', { count: form.wrong.size })}>
      {elsewhere.length > 0 ? (
        <List>
          {elsewhere.map(([path, problem, place]) => (
            <List.Item key={path}>
              <Link url={place.url}>{place.name}</Link>
              {`: ${t(`form.errors.${problem.key}`, problem.values)}`}
            </List.Item>
          ))}
        </List>
      ) : null}
    </Banner>
  );
}
