import { BlockStack, Button, Card, Form, InlineStack, Link, Text, TextField } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PastOrders } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import type { HistoryProgress } from '../../mirror/history/api-types.ts';
import { pastOrdersQuery, previewPastOrders } from '../api/queries.ts';
import { RequestFailed } from '../api/request.ts';
import { useFormats } from '../format.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { timeZoneName } from '../shop-day.ts';
import { checkDay, firstDay } from './chosen-day.ts';

interface Props {
  past: PastOrders;
  programme: ProgrammeDocument;
  history: HistoryProgress;
}

export function ChooseDayCard({ past, programme, history }: Props) {
  const { t, i18n } = useTranslation();
  const { date, dateTime } = useFormats();
  const queries = useQueryClient();
  const { startsAt, timeZone } = programme;
  const [day, setDay] = useState(() => firstDay(past, history, programme));
  const [tried, setTried] = useState(false);
  const look = useMutation({
    mutationFn: (since: string) => previewPastOrders({ since }),
    onSuccess: (begun) => queries.setQueryData(pastOrdersQuery.queryKey, begun),
  });

  const checked = checkDay(day, programme);
  const start = dateTime(startsAt, timeZone);
  const refused = look.error instanceof RequestFailed && look.error.answer.field === 'since';
  const problem = refused ? 'tooLate' : tried && 'problem' in checked ? checked.problem : null;
  const submit = () => {
    setTried(true);
    if (!look.isPending && 'since' in checked) look.mutate(checked.since);
  };

  return (
    <Card>
      <Form onSubmit={submit}>
        <BlockStack gap="400">
          <Text as="p">{t('pastOrders.intro', { start })}</Text>
          {look.error && !refused ? <FailureBanner title={t('pastOrders.lookFailed')} error={look.error} /> : null}
          <TextField
            type="date"
            label={t('pastOrders.since')}
            value={day}
            onChange={(typed) => {
              setDay(typed);
              if (look.isError) look.reset();
            }}
            helpText={t('pastOrders.sinceHow', { timeZone: timeZoneName(timeZone, i18n.language) })}
            autoComplete="off"
            {...(problem ? { error: t(`pastOrders.dayProblem.${problem}`, { start }) } : {})}
          />
          <Text as="p" variant="bodySm" tone="subdued">
            {history.reachesBackTo
              ? t('pastOrders.reach', { date: date(history.reachesBackTo, timeZone) })
              : t('pastOrders.reachUnknown')}{' '}
            <Link url="/history">{t('pastOrders.toHistory')}</Link>
          </Text>
          <InlineStack>
            <Button submit variant={past.preview?.counted ? 'secondary' : 'primary'} loading={look.isPending}>
              {t('pastOrders.look')}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
