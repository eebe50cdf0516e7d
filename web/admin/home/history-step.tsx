import { BlockStack, Button, InlineStack } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { isReading } from '../../mirror/history/api-types.ts';
import { historyQuery } from '../api/queries.ts';
import { phaseText, shareDone } from '../history/phase-text.ts';
import { WorkProgress } from '../shell/work-progress.tsx';

/** The step begins by itself with the installation: it is followed here, and taken up again on its own page. */
export function HistoryStep() {
  const { t } = useTranslation();
  const { data: history } = useQuery(historyQuery);
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
