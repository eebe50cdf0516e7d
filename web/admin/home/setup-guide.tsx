/** The steps to the first points. Each knows by itself whether it is done; the guide can be put away when all are. */
import { BlockStack, Box, Button, ButtonGroup, Card, InlineStack, ProgressBar, Text, Tooltip } from '@shopify/polaris';
import { XIcon } from '@shopify/polaris-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupGuide } from '../../loyalty/points/api-types.ts';
import { changeSetup, setupQuery } from '../api/queries.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { type BlockStatus, themeEditorUrl } from './block-status.ts';
import { HistoryStep } from './history-step.tsx';
import { SetupStep } from './setup-step.tsx';

type StepId = SetupGuide['steps'][number]['id'];

export function SetupGuideCard({ guide, placed }: { guide: SetupGuide; placed: BlockStatus }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [opened, setOpened] = useState<StepId | null>(null);
  const dismiss = useMutation({
    mutationFn: () => changeSetup({ dismissed: true }),
    onSuccess: (changed) => queries.setQueryData(setupQuery.queryKey, changed),
  });

  if (guide.dismissed) return null;

  const steps = guide.steps.map((step) =>
    step.id === 'block' && step.done === null
      ? { ...step, done: placed ? placed.balance || placed.panel : null }
      : step,
  );
  const done = steps.filter((step) => step.done === true).length;
  const complete = done === steps.length;
  const open = opened ?? steps.find((step) => step.done !== true)?.id ?? null;

  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
            <Text as="h2" variant="headingSm">
              {t('home.setup.title')}
            </Text>
            {complete ? (
              <Tooltip content={t('home.setup.dismiss')}>
                <Button
                  variant="tertiary"
                  icon={XIcon}
                  accessibilityLabel={t('home.setup.dismiss')}
                  loading={dismiss.isPending}
                  onClick={() => dismiss.mutate()}
                />
              </Tooltip>
            ) : null}
          </InlineStack>
          {dismiss.error ? <FailureBanner title={t('home.setup.dismissFailed')} error={dismiss.error} /> : null}
          <InlineStack blockAlign="center" gap="300">
            <Text as="p" variant="bodySm" tone="subdued" id="setup-progress-text">
              {complete ? t('home.setup.complete') : t('home.setup.progress', { done, all: steps.length })}
            </Text>
            <div className="setup-progress">
              <ProgressBar
                progress={(done / steps.length) * 100}
                size="small"
                tone="primary"
                ariaLabelledBy="setup-progress-text"
              />
            </div>
          </InlineStack>
        </BlockStack>
      </Box>
      <ul className="setup-steps">
        {steps.map((step) => (
          <SetupStep
            key={step.id}
            id={step.id}
            title={t(`home.setup.${step.id}`)}
            text={t(`home.setup.${step.id}Text`)}
            done={step.done}
            open={open === step.id}
            onOpen={() => setOpened(step.id)}
          >
            <StepActions step={step} />
          </SetupStep>
        ))}
      </ul>
    </Card>
  );
}

function StepActions({ step }: { step: SetupGuide['steps'][number] }) {
  const { t } = useTranslation();
  const emphasis = step.done === true ? {} : { variant: 'primary' as const };
  switch (step.id) {
    case 'programme':
      return (
        <Button {...emphasis} url="/programme">
          {t('home.setup.programmeAction')}
        </Button>
      );
    case 'history':
      return step.done === true ? <Button url="/history">{t('home.setup.historyAction')}</Button> : <HistoryStep />;
    case 'first-points':
      return (
        <Button {...emphasis} url="/customers">
          {t('home.setup.first-pointsAction')}
        </Button>
      );
    case 'block': {
      const { apiKey } = window.shopify.config;
      return (
        <ButtonGroup>
          <Button {...emphasis} url={themeEditorUrl('balance', apiKey)} target="_top">
            {t('home.setup.blockBalance')}
          </Button>
          <Button url={themeEditorUrl('panel', apiKey)} target="_top">
            {t('home.setup.blockPanel')}
          </Button>
          <Button url={themeEditorUrl('product', apiKey)} target="_top">
            {t('home.setup.blockProduct')}
          </Button>
        </ButtonGroup>
      );
    }
  }
}
