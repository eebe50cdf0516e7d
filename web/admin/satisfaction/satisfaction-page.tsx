/** What customers say of what they got: first the unhappy ones, whom somebody should look after. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Button, Card, EmptyState, Page } from '@shopify/polaris';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SurveyFilter, SurveyRow } from '../../retention/surveys/api-types.ts';
import { programmeQuery } from '../api/queries.ts';
import { markSurvey, surveysQuery } from '../api/survey-queries.ts';
import done from '../assets/all-done.svg';
import { useFormats } from '../format.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { useListAddress } from '../shell/list-address.ts';
import { ListTabs } from '../shell/list-tabs.tsx';
import { Pages } from '../shell/pages.tsx';
import { RowSkeletons } from '../shell/row-skeletons.tsx';
import { AnswerItem } from './answer-item.tsx';
import { FiguresCard } from './figures-card.tsx';

const filters: readonly SurveyFilter[] = ['open', 'done', 'comments', 'all'];

export function SatisfactionPage() {
  const { t } = useTranslation();
  const { number } = useFormats();
  useDocumentTitle(t('satisfaction.title'));
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const address = useListAddress('query', 'state');
  const filter = filters.find((name) => name === address.filter) ?? 'open';
  const page = useQuery({ ...surveysQuery(filter, address.after), placeholderData: keepPreviousData });
  const programme = useQuery(programmeQuery);
  const failed = page.error ?? programme.error;
  const mark = useMutation({
    mutationFn: ({ answer, isDone }: { answer: SurveyRow; isDone: boolean }) => markSurvey(answer.order.id, isDone),
    onSuccess: async (_row, { isDone }) => {
      bridge.toast.show(isDone ? t('satisfaction.doneToast') : t('satisfaction.undoneToast'));
      await queries.invalidateQueries({ queryKey: ['surveys'] });
    },
  });
  const { counts, answers = [] } = page.data ?? {};

  return (
    <Page title={t('satisfaction.title')} subtitle={t('satisfaction.subtitle')}>
      <BlockStack gap="400">
        {failed ? (
          <FailureBanner
            title={t('satisfaction.loadFailed')}
            error={failed}
            onRetry={() => void Promise.all([page.refetch(), programme.refetch()])}
          />
        ) : mark.error ? (
          <FailureBanner title={t('satisfaction.markFailed')} error={mark.error} />
        ) : null}
        {counts?.all === 0 ? (
          <Card>
            <EmptyState
              heading={t('satisfaction.emptyTitle')}
              image={done}
              action={{ content: t('satisfaction.emptyAction'), url: '/tracking' }}
            >
              <p>{t('satisfaction.emptyText')}</p>
            </EmptyState>
          </Card>
        ) : failed && !page.data ? null : (
          <>
            <FiguresCard />
            <Card padding="0">
              <Box borderBlockEndWidth="025" borderColor="border">
                <ListTabs
                  tabs={filters.map((name) => ({
                    name,
                    label: t(`satisfaction.tab.${name}`),
                    count: counts && number(counts[name]),
                  }))}
                  chosen={filter}
                  onChoose={(name) => address.narrow(name === 'open' ? '' : name)}
                />
              </Box>
              {!page.data || !programme.data ? (
                <RowSkeletons />
              ) : answers.length === 0 ? (
                <EmptyState
                  heading={filter === 'open' ? t('satisfaction.allDone') : t('satisfaction.noneHere')}
                  image={done}
                >
                  <p>{t('satisfaction.taskHow')}</p>
                </EmptyState>
              ) : (
                <Box padding="400">
                  <ul className="plain-list">
                    {answers.map((answer) => (
                      <li key={answer.order.id} className="plain-list-item">
                        <AnswerItem answer={answer} timeZone={programme.data.timeZone}>
                          {answer.task === null ? null : (
                            <Button
                              loading={mark.isPending && mark.variables.answer.order.id === answer.order.id}
                              disabled={mark.isPending}
                              accessibilityLabel={t(`satisfaction.mark.${answer.task}`, {
                                order: answer.order.name || answer.order.id,
                              })}
                              onClick={() => mark.mutate({ answer, isDone: answer.task === 'open' })}
                            >
                              {answer.task === 'open' ? t('satisfaction.markDone') : t('satisfaction.markOpen')}
                            </Button>
                          )}
                        </AnswerItem>
                      </li>
                    ))}
                  </ul>
                </Box>
              )}
              <Pages next={page.data?.next ?? null} address={address} />
            </Card>
          </>
        )}
      </BlockStack>
    </Page>
  );
}
