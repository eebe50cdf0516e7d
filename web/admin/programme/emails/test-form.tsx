import { Banner, Button, Form, TextField } from '@shopify/polaris';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sendTestEmail } from '../../api/queries.ts';
import { RequestFailed } from '../../api/request.ts';
import type { Language } from '../../i18n.ts';
import { useFailureText } from '../../shell/failure-banner.tsx';

/** Sends the email that is shown to an address of the merchant's choice. */
export function TestForm({ kind, locale }: { kind: string; locale: Language }) {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const send = useMutation({ mutationFn: () => sendTestEmail({ kind, locale, to: to.trim() }) });
  const failure = useFailureText(send.error);
  const refused = send.error instanceof RequestFailed ? send.error : null;
  const error = send.error
    ? refused?.answer.field === 'to'
      ? t('emails.testWrong')
      : refused?.status === 429
        ? t('emails.testTooMany')
        : failure
    : undefined;

  return (
    <>
      <Form
        onSubmit={() => {
          if (!send.isPending && to.trim() !== '') send.mutate();
        }}
      >
        <TextField
          label={t('emails.testTo')}
          type="email"
          value={to}
          onChange={setTo}
          autoComplete="email"
          helpText={t('emails.testHow')}
          connectedRight={
            <Button submit loading={send.isPending} disabled={to.trim() === ''}>
              {t('emails.testSend')}
            </Button>
          }
          {...(error ? { error } : {})}
        />
      </Form>
      {send.data ? (
        <Banner tone={send.data.result === 'sent' ? 'success' : 'warning'}>
          <p>
            {[t(`emails.testResult.${send.data.result}`), ...(send.data.status ? [`(${send.data.status})`] : [])].join(
              ' ',
            )}
          </p>
        </Banner>
      ) : null}
    </>
  );
}
