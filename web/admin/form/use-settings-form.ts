/** A whole document as one draft: nothing is saved before the save bar says so, and nothing typed is lost without being asked. */
import { useAppBridge } from '@shopify/app-bridge-react';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestFailed } from '../api/request.ts';
import { chooseLanguage, type Language } from '../i18n.ts';
import type { FieldsOf } from './fields.ts';
import type { Typing } from './kinds.ts';
import { type Checked, type Problem, problemOf, type Typings } from './problems.ts';
import { isUnder, withValue } from './tree.ts';
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts';

/** What one sort of settings is to its form. */
export interface FormOf<Document extends { version: number }, Settings, Draft extends object> {
  typings: Typings;
  typing(draft: Draft, document: Document, language: Language): Typing;
  settingsOf(document: Document): Settings;
  draftOf(document: Document, language: Language): Draft;
  check(draft: Draft, document: Document, language: Language): Checked<Settings>;
  load(): Promise<Document>;
  /** 409 when `saved` is not the newest any more. */
  save(settings: Settings, saved: Document): Promise<Document>;
  /** Where the pages keep the document, and what else has to be asked for again when it was saved. */
  queryKey: QueryKey;
  changes: QueryKey[];
  /** Saving waits for the merchant's word, for what it does cannot be seen in the field. */
  needsWord?(settings: Settings, saved: Document): boolean;
}

export interface SettingsForm<Document, Settings, Draft extends object> {
  fields: FieldsOf<Document, Settings, Draft>;
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
  confirming: boolean;
  confirm(): void;
  callOff(): void;
}

export function useSettingsForm<Document extends { version: number }, Settings, Draft extends object>(
  form: FormOf<Document, Settings, Draft>,
  latest: Document,
): SettingsForm<Document, Settings, Draft> {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(latest);
  const [draft, setDraft] = useState(() => form.draftOf(latest, language));
  /** Fields are marked after the first attempt to save, and from then on as they change. */
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [settings, setSettings] = useState<Settings>(() => form.settingsOf(latest));
  const focusWrong = useRef(false);

  const checked = form.check(draft, saved, language);
  const dirty = JSON.stringify(draft) !== JSON.stringify(form.draftOf(saved, language));

  const start = (document: Document) => {
    setSaved(document);
    setDraft(form.draftOf(document, language));
    setSettings(form.settingsOf(document));
    setTried(false);
  };
  const save = useMutation({
    mutationFn: (changed: Settings) => form.save(changed, saved),
    onSuccess: async (document) => {
      queries.setQueryData(form.queryKey, document);
      start(document);
      bridge.toast.show(t('form.savedToast'));
      await Promise.all(form.changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
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
    if (form.needsWord?.(checked.settings, saved)) setConfirming(true);
    else save.mutate(checked.settings);
  };

  const refused = refusedFields(save.error, form.typings);
  const wrong = new Map([...refused, ...(tried && 'wrong' in checked ? checked.wrong : [])]);
  const take = (next: Draft) => {
    setDraft(next);
    const good = form.check(next, saved, language);
    if ('settings' in good) setSettings(good.settings);
    if (save.isError) save.reset();
  };
  return {
    fields: {
      draft,
      saved,
      settings,
      typings: form.typings,
      typing: form.typing(draft, saved, language),
      put: (path, value) => take(withValue(draft, path, value)),
      change: (part) => take({ ...draft, ...part }),
      error: (path) => {
        const problem = [...wrong].find(([place]) => isUnder(place, path))?.[1];
        return problem && t(`form.errors.${problem.key}`, problem.values);
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
      void queries
        .fetchQuery({ queryKey: form.queryKey, queryFn: () => form.load(), staleTime: 0 })
        .then((document) => {
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
function refusedFields(error: unknown, typings: Typings): Map<string, Problem> {
  if (!(error instanceof RequestFailed) || error.status !== 422) return new Map();
  return new Map((error.answer.issues ?? []).map(({ path }) => [path, problemOf(path, {}, typings)]));
}
