import { Card, SkeletonBodyText } from '@shopify/polaris';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { RequestFailed } from '../api/request.ts';
import { FailureBanner } from './failure-banner.tsx';

interface Props<Answer> {
  query: UseQueryResult<Answer>;
  /** `wrongDays`: said where the days make no sense, as in an address that somebody wrote. */
  texts: { failed: string; wrongDays: string };
  /** Back to the days that are shown by default, before it is asked again. */
  onRetry(): void;
  children(answer: Answer): ReactNode;
}

/** What is told of some days: until it is there its outline, and where it cannot be had, why not. */
export function DaysAnswer<Answer>({ query, texts, onRetry, children }: Props<Answer>) {
  const wrong = query.error instanceof RequestFailed && query.error.status === 422;
  return (
    <>
      {query.error ? (
        <FailureBanner
          title={texts.failed}
          {...(wrong ? { text: texts.wrongDays } : {})}
          error={query.error}
          onRetry={() => {
            onRetry();
            void query.refetch();
          }}
        />
      ) : null}
      {query.data ? (
        children(query.data)
      ) : query.error ? null : (
        <Card>
          <SkeletonBodyText lines={10} />
        </Card>
      )}
    </>
  );
}
