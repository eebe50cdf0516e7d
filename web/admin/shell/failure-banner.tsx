/** Why something could not be loaded or done; stays until it is tried again with success. */
import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { RequestFailed } from '../api/request.ts';

interface Props {
  title: string;
  error: unknown;
  /** Instead of what the error itself says. */
  text?: string;
  onRetry?: () => void;
}

export function FailureBanner({ title, error, text, onRetry }: Props) {
  const { t } = useTranslation();
  const reason = useFailureText(error);
  return (
    <Banner
      tone="critical"
      title={title}
      {...(onRetry ? { action: { content: t('common.retry'), onAction: onRetry } } : {})}
    >
      <p>{text ?? reason}</p>
    </Banner>
  );
}

/** Always in the merchant's own language: what the server says is English, and meant for programmers. */
export function useFailureText(error: unknown): string {
  const { t } = useTranslation();
  if (!(error instanceof RequestFailed) || error.status >= 500) return t('common.failureServer');
  if (error.status === 0) return t('common.failureNetwork');
  if (error.status === 401) return t('common.failureSession');
  if (error.status === 403) return t('common.failureAccess');
  if (error.status === 409) return t('common.failureConflict');
  if (error.status === 429) return t('common.failureBusy');
  if (error.status === 404) return t('common.failureGone');
  return t('common.failureRefused');
}
