import { BlockStack, Button, InlineStack } from '@shopify/polaris';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { historyQuery, isReading, setupQuery } from '../api/queries.ts';
import { phaseText, shareDone } from '../history/phase-text.ts';
import { WorkProgress } from '../shell/work-progress.tsx';

/** The step begins by itself with the installation: it is followed here, and taken up again on its own page. */
export function HistoryStep() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: history } = useQuery(historyQuery);
  const phase = history?.phase;
  useEffect(() => {
    if (phase === 'done' || phase === 'completing') void queries.invalidateQueries({ queryKey: setupQuery.queryKey });
  }, [phase, queries]);

  return (
    <div className="breakable">
      <BlockStack gap="300">
        {history && isReading(history) ? (
          <WorkProgress text={phaseText(t, history)} share={shareDone(history)} />
        ) : null}
        <InlineStack>
          <Button variant="primary" url="/history">
            {t('home.setup.historyAction')}
          </Button>
        </InlineStack>
      </BlockStack>
    </div>
  );
}
