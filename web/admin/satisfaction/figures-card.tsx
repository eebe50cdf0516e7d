import { BlockStack, Card, ProgressBar, SkeletonBodyText, Text } from '@shopify/polaris';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type SurveyFigures, scores } from '../../retention/surveys/api-types.ts';
import { surveyFiguresQuery } from '../api/survey-queries.ts';
import { useFormats } from '../format.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { Figures } from '../shell/figures-card.tsx';

/** How satisfied customers were lately, and how often each answer was given. */
export function FiguresCard() {
  const { t } = useTranslation();
  const figures = useQuery({ ...surveyFiguresQuery({ from: null, to: null }), placeholderData: keepPreviousData });
  return (
    <Card>
      {figures.error ? (
        <FailureBanner
          title={t('satisfaction.figuresFailed')}
          error={figures.error}
          onRetry={() => void figures.refetch()}
        />
      ) : figures.data ? (
        <Shown figures={figures.data} />
      ) : (
        <SkeletonBodyText lines={6} />
      )}
    </Card>
  );
}

function Shown({ figures }: { figures: SurveyFigures }) {
  const { t } = useTranslation();
  const { number, percent, longDay } = useFormats();
  const { from, to, answers, average, satisfied } = figures;
  const none = '–';
  return (
    <BlockStack gap="400">
      <Figures
        heading="h2"
        figures={[
          {
            label: t('satisfaction.csat'),
            how: t('satisfaction.csatHow'),
            value: satisfied === null ? none : percent(satisfied / 100),
          },
          {
            label: t('satisfaction.average'),
            how: t('satisfaction.averageHow'),
            value: average === null ? none : t('satisfaction.ofFive', { average: number(average) }),
          },
          { label: t('satisfaction.answers'), how: t('satisfaction.answersHow'), value: number(answers) },
        ]}
      />
      {answers > 0 ? (
        <BlockStack gap="150">
          {scores.toReversed().map((score) => (
            <Share
              key={score}
              name={t(`satisfaction.score.${score}`)}
              of={figures.perScore[score - 1] ?? 0}
              all={answers}
            />
          ))}
        </BlockStack>
      ) : null}
      <Text as="p" variant="bodySm" tone="subdued">
        {t('satisfaction.range', { from: longDay(from), to: longDay(to) })}
      </Text>
    </BlockStack>
  );
}

function Share({ name, of, all }: { name: string; of: number; all: number }) {
  const { number } = useFormats();
  const id = useId();
  return (
    <div className="share-row">
      <Text as="span" id={id}>
        {name}
      </Text>
      <ProgressBar progress={(of / all) * 100} size="small" tone="primary" ariaLabelledBy={id} />
      <Text as="span" numeric alignment="end">
        {number(of)}
      </Text>
    </div>
  );
}
