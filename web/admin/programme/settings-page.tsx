/** The frame of every page of the editor: the document, the save bar, and what went wrong. */
import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Card, Layout, Link, List, Page, SkeletonBodyText, SkeletonPage } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { programmeQuery } from '../api/queries.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { ProgrammeBadge } from '../shell/programme-badge.tsx';
import { FieldsProvider } from './form/fields.ts';
import { type ProgrammeForm, useProgrammeForm } from './form/use-programme-form.ts';
import { type Section, sectionOf } from './sections.ts';
import { TurnOffModal } from './turn-off-modal.tsx';

interface Props {
  /** Null for the overview. */
  section: Section | null;
  children: ReactNode;
  /** What shoppers see of it, beside the settings. */
  aside?: ReactNode;
  secondaryActions?: ComponentProps<typeof Page>['secondaryActions'];
}

export function SettingsPage(props: Props) {
  const { t } = useTranslation();
  const title = props.section ? t(`programme.section.${props.section}`) : t('programme.title');
  useDocumentTitle(title);
  const programme = useQuery(programmeQuery);

  if (programme.data) return <Loaded {...props} title={title} latest={programme.data} />;
  if (programme.error) {
    return (
      <Page title={title}>
        <FailureBanner
          title={t('programme.loadFailed')}
          error={programme.error}
          onRetry={() => void programme.refetch()}
        />
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

function Loaded(props: Props & { title: string; latest: ProgrammeDocument }) {
  const { section, children, aside, secondaryActions = [], title, latest } = props;
  const { t } = useTranslation();
  const form = useProgrammeForm(latest);
  return (
    <FieldsProvider value={form.fields}>
      <Page
        title={title}
        {...(section
          ? { backAction: { content: t('programme.title'), url: '/programme' } }
          : { titleMetadata: <ProgrammeBadge status={form.fields.saved.status} /> })}
        secondaryActions={secondaryActions}
      >
        <BlockStack gap="400">
          <Wrong form={form} section={section} />
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
        <SaveBar id="programme-save-bar" open={form.dirty} discardConfirmation>
          <button variant="primary" type="button" loading={form.saving ? '' : undefined} onClick={form.submit}>
            {t('common.save')}
          </button>
          <button type="button" disabled={form.saving} onClick={form.discard}>
            {t('common.discard')}
          </button>
        </SaveBar>
        <TurnOffModal open={form.confirming} onClose={form.callOff} onConfirm={form.confirm} />
      </Page>
    </FieldsProvider>
  );
}

/** Why nothing was saved: how many fields of this page, and which of other pages, or what else. */
function Wrong({ form, section }: { form: ProgrammeForm; section: Section | null }) {
  const { t } = useTranslation();
  if (form.outdated) {
    return (
      <Banner
        tone="warning"
        title={t('programme.outdatedTitle')}
        action={{ content: t('programme.outdatedAction'), onAction: form.reload }}
      >
        <p>{t('programme.outdatedText')}</p>
      </Banner>
    );
  }
  if (form.failure) return <FailureBanner title={t('programme.saveFailed')} error={form.failure} />;
  if (form.wrong.size === 0) return null;
  const elsewhere = new Map([...form.wrong].filter(([path]) => sectionOf(path) !== section));
  return (
    <Banner tone="critical" title={t('programme.fieldsWrong', { count: form.wrong.size })}>
      {elsewhere.size > 0 ? (
        <List>
          {[...elsewhere].map(([path, problem]) => {
            const other = sectionOf(path);
            const text = t(`programme.errors.${problem.key}`, problem.values);
            return (
              <List.Item key={path}>
                <Link url={other ? `/programme/${other}` : '/programme'}>
                  {other ? t(`programme.section.${other}`) : t('programme.title')}
                </Link>
                {`: ${text}`}
              </List.Item>
            );
          })}
        </List>
      ) : null}
    </Banner>
  );
}
