/** The settings as one form: nothing is saved before the save bar says so, and nothing typed is lost without being asked. */
import { SaveBar, useAppBridge } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';
import { homeQuery, programmeQuery, saveProgramme, setupQuery } from '../api/queries.ts';
import { chooseLanguage } from '../i18n.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { ProgrammeBadge } from '../shell/programme-badge.tsx';
import { type Draft, checkDraft, draftOf } from './draft.ts';
import { EarnCard } from './earn-card.tsx';
import { ExclusionsCard } from './exclusions-card.tsx';
import { isFieldPath } from './field-paths.ts';
import { type Fields, problemsIn } from './fields.ts';
import { NamesCard } from './names-card.tsx';
import { Preview } from './preview.tsx';
import { StatusCard } from './status-card.tsx';
import { TurnOffModal } from './turn-off-modal.tsx';
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts';
import { WindowCard } from './window-card.tsx';

export function ProgrammeForm({ latest }: { latest: ProgrammeDocument }) {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(latest);
  const [draft, setDraft] = useState(() => draftOf(latest, language));
  /** Fields are marked after the first attempt to save, and from then on as they change. */
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  /** What the preview shows while a field holds no sense. */
  const [lastGood, setLastGood] = useState<ProgrammeSettings>(latest);
  const focusWrong = useRef(false);

  const checked = checkDraft(draft, saved, language);
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(saved, language));

  const start = (document: ProgrammeDocument) => {
    setSaved(document);
    setDraft(draftOf(document, language));
    setLastGood(document);
    setTried(false);
  };
  const save = useMutation({
    mutationFn: saveProgramme,
    onSuccess: async (document) => {
      queries.setQueryData(programmeQuery.queryKey, document);
      start(document);
      bridge.toast.show(t('programme.savedToast'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: homeQuery.queryKey }),
        queries.invalidateQueries({ queryKey: setupQuery.queryKey }),
      ]);
    },
    onError: () => {
      focusWrong.current = true;
    },
  });

  // Somebody else saved meanwhile: show it, unless that would throw away what is being typed here.
  if (latest.version > saved.version && !dirty && !save.isPending) start(latest);
  useEffect(() => {
    if (!focusWrong.current) return;
    focusWrong.current = false;
    document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
  useAskBeforeLeaving(dirty);

  const submit = () => {
    setTried(true);
    if (save.isPending) return;
    if ('wrong' in checked) {
      focusWrong.current = true;
      return;
    }
    if (checked.settings.status === 'off' && saved.status !== 'off') setConfirming(true);
    else save.mutate(checked.settings);
  };
  const discard = () => {
    start(saved);
    save.reset();
  };

  const refused = problemsIn(save.error);
  const wrong = new Set([...(tried && 'wrong' in checked ? checked.wrong : []), ...refused.map((issue) => issue.path)]);
  const placed = refused.every((issue) => isFieldPath(issue.path));
  const fields: Fields = {
    draft,
    currency: saved.currency,
    change: (part: Partial<Draft>) => {
      const next = { ...draft, ...part };
      setDraft(next);
      const good = checkDraft(next, saved, language);
      if ('settings' in good) setLastGood(good.settings);
      if (save.isError) save.reset();
    },
    error: (path) => (wrong.has(path) ? t(`programme.errors.${path}`) : undefined),
  };

  return (
    <Page
      title={t('programme.title')}
      titleMetadata={<ProgrammeBadge status={saved.status} />}
      secondaryActions={[{ content: t('programme.awardPast'), url: '/programme/past-orders' }]}
    >
      <BlockStack gap="400">
        {save.error && (refused.length === 0 || !placed) ? (
          <FailureBanner title={t('programme.saveFailed')} error={save.error} />
        ) : wrong.size > 0 ? (
          <Banner tone="critical" title={t('programme.fieldsWrong', { count: wrong.size })} />
        ) : null}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <StatusCard fields={fields} />
              <EarnCard fields={fields} />
              <WindowCard fields={fields} />
              <ExclusionsCard fields={fields} timeZone={saved.timeZone} />
              <NamesCard fields={fields} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <div className="preview-column">
              <Preview settings={lastGood} currency={saved.currency} taxesIncluded={saved.taxesIncluded} />
            </div>
          </Layout.Section>
        </Layout>
      </BlockStack>
      <SaveBar id="programme-save-bar" open={dirty} discardConfirmation>
        <button variant="primary" type="button" loading={save.isPending ? '' : undefined} onClick={submit}>
          {t('common.save')}
        </button>
        <button type="button" disabled={save.isPending} onClick={discard}>
          {t('common.discard')}
        </button>
      </SaveBar>
      <TurnOffModal
        open={confirming}
        onClose={() => setConfirming(false)}
        onConfirm={() => {
          setConfirming(false);
          if ('settings' in checked) save.mutate(checked.settings);
        }}
      />
    </Page>
  );
}
