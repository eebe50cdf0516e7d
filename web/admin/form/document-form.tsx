/** Settings that are one document of their own: their form, and the frame of their page. */
import type { Page } from '@shopify/polaris';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import type { z } from 'zod';
import type { SettingsDocument } from '../../platform/settings/api-types.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { createFieldsOf, type FieldsOf } from './fields.ts';
import type { Typing } from './kinds.ts';
import { checkSettings, type Typings } from './problems.ts';
import { SettingsFrame, SettingsWaiting } from './settings-frame.tsx';
import { type DraftOf, settingsFromTree, typedTree } from './tree.ts';
import { type FormOf, useSettingsForm } from './use-settings-form.ts';

interface DocumentParts<Settings> {
  schema: z.ZodType<Settings>;
  typings: Typings;
  queryKey: QueryKey;
  load(signal?: AbortSignal): Promise<SettingsDocument<Settings>>;
  save(document: SettingsDocument<Settings>): Promise<SettingsDocument<Settings>>;
}

interface PageProps {
  title: string;
  children: ReactNode;
  /** What shoppers see of it, beside the settings. */
  aside?: ReactNode;
  backAction: NonNullable<ComponentProps<typeof Page>['backAction']>;
  secondaryActions?: ComponentProps<typeof Page>['secondaryActions'];
}

type FieldsOfDocument<Settings> = FieldsOf<SettingsDocument<Settings>, Settings, DraftOf<Settings>>;

export function documentForm<Settings extends object>(parts: DocumentParts<Settings>) {
  const { schema, typings, queryKey } = parts;
  // No amounts of money stand in such a document.
  const typing = (language: Typing['language']): Typing => ({ language, currency: 'XXX', basis: 'points' });
  const form: FormOf<SettingsDocument<Settings>, Settings, DraftOf<Settings>> = {
    ...parts,
    typing: (_draft, _document, language) => typing(language),
    settingsOf: ({ settings }) => settings,
    draftOf: ({ settings }, language) => typedTree(settings, typings.kinds, typing(language)),
    check: (draft, _document, language) =>
      checkSettings(schema, settingsFromTree(draft, typings.kinds, typing(language)), typings),
    load: () => parts.load(),
    save: (settings, { version }) => parts.save({ settings, version }),
    changes: [],
  };
  const { Provider, useOwn } = createFieldsOf<FieldsOfDocument<Settings>>();

  function Loaded({ latest, children, ...page }: PageProps & { latest: SettingsDocument<Settings> }) {
    const state = useSettingsForm(form, latest);
    return (
      <Provider value={state.fields}>
        <SettingsFrame form={state} fields={state.fields} {...page}>
          {children}
        </SettingsFrame>
      </Provider>
    );
  }

  function DocumentPage(props: PageProps) {
    useDocumentTitle(props.title);
    const document = useQuery({ queryKey, queryFn: ({ signal }) => parts.load(signal) });
    return document.data ? (
      <Loaded {...props} latest={document.data} />
    ) : (
      <SettingsWaiting title={props.title} error={document.error} onRetry={() => void document.refetch()} />
    );
  }
  return { DocumentPage, useFields: useOwn };
}
