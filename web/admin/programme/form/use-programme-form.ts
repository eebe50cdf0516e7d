/** The whole document as one draft: nothing is saved before the save bar says so, and nothing typed is lost without being asked. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../../loyalty/programme/settings.ts';
import { homeQuery, programmeQuery, saveProgramme, setupQuery, tiersQuery } from '../../api/queries.ts';
import { RequestFailed } from '../../api/request.ts';
import { chooseLanguage } from '../../i18n.ts';
import { isUnder } from '../sections.ts';
import { checkDraft, type Draft, draftOf, withValue } from './draft.ts';
import type { Fields } from './fields.ts';
import { type Problem, problemOf } from './problems.ts';
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts';

export interface ProgrammeForm {
  fields: Fields;
  dirty: boolean;
  saving: boolean;
  /** By path; empty before the first attempt to save. */
  wrong: ReadonlyMap<string, Problem>;
  /** A refusal that no field tells of. */
  failure: Error | null;
  /** Somebody else saved since this form was opened. */
  outdated: boolean;
  submit(): void;
  discard(): void;
  /** Takes what is stored now, and lets go of what was typed. */
  reload(): void;
  /** Saving waits for the merchant's word, for what it does cannot be seen in the field. */
  confirming: boolean;
  confirm(): void;
  callOff(): void;
}

export function useProgrammeForm(latest: ProgrammeDocument): ProgrammeForm {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(latest);
  const [draft, setDraft] = useState(() => draftOf(latest, language));
  /** Fields are marked after the first attempt to save, and from then on as they change. */
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [settings, setSettings] = useState<ProgrammeSettings>(latest);
  const focusWrong = useRef(false);

  const checked = checkDraft(draft, saved, language);
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(saved, language));

  const start = (document: ProgrammeDocument) => {
    setSaved(document);
    setDraft(draftOf(document, language));
    setSettings(document);
    setTried(false);
  };
  const save = useMutation({
    mutationFn: (changed: ProgrammeSettings) => saveProgramme(changed, saved.version),
    onSuccess: async (document) => {
      queries.setQueryData(programmeQuery.queryKey, document);
      start(document);
      bridge.toast.show(t('programme.savedToast'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: homeQuery.queryKey }),
        queries.invalidateQueries({ queryKey: setupQuery.queryKey }),
        queries.invalidateQueries({ queryKey: tiersQuery.queryKey }),
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

  const refused = refusedFields(save.error);
  const wrong = new Map([...refused, ...(tried && 'wrong' in checked ? checked.wrong : [])]);
  const take = (next: Draft) => {
    setDraft(next);
    const good = checkDraft(next, saved, language);
    if ('settings' in good) setSettings(good.settings);
    if (save.isError) save.reset();
  };
  return {
    fields: {
      draft,
      saved,
      settings,
      put: (path: string, value: string | boolean) => take(withValue(draft, path, value)),
      change: (part) => take({ ...draft, ...part }),
      error: (path) => {
        const problem = [...wrong].find(([place]) => isUnder(place, path))?.[1];
        return problem && t(`programme.errors.${problem.key}`, problem.values);
      },
    },
    dirty,
    saving: save.isPending,
    wrong,
    failure: refused.size > 0 ? null : save.error,
    outdated: save.error instanceof RequestFailed && save.error.status === 409,
    submit,
    discard: () => {
      start(saved);
      save.reset();
    },
    reload: () => {
      void queries.fetchQuery({ ...programmeQuery, staleTime: 0 }).then((document) => {
        start(document);
        save.reset();
      });
    },
    confirming,
    confirm: () => {
      setConfirming(false);
      if ('settings' in checked) save.mutate(checked.settings);
    },
    callOff: () => setConfirming(false),
  };
}

/** What the server refused, by its path. */
function refusedFields(error: unknown): Map<string, Problem> {
  if (!(error instanceof RequestFailed) || error.status !== 422) return new Map();
  return new Map((error.answer.issues ?? []).map(({ path }) => [path, problemOf(path, {})]));
}
