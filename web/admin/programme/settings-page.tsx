/** The frame of every page of the editor. */
import type { Page } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { programmeQuery } from '../api/queries.ts';
import { SettingsFrame, SettingsWaiting } from '../form/settings-frame.tsx';
import { useDocumentTitle } from '../shell/document-title.ts';
import { ProgrammeBadge } from '../shell/programme-badge.tsx';
import { ProgrammeFieldsProvider } from './form/fields.ts';
import { useProgrammeForm } from './form/use-programme-form.ts';
import { type Section, sectionOf } from './sections.ts';
import { TurnOffModal } from './turn-off-modal.tsx';

interface Props {
  /** Null for the overview. */
  section: Section | null;
  children: ReactNode;
  /** What shoppers see of it, beside the settings. */
  aside?: ReactNode;
  secondaryActions?: ComponentProps<typeof Page>['secondaryActions'];
}

export function SettingsPage(props: Props) {
  const { t } = useTranslation();
  const title = props.section ? t(`programme.section.${props.section}`) : t('programme.title');
  useDocumentTitle(title);
  const programme = useQuery(programmeQuery);
  return programme.data ? (
    <Loaded {...props} title={title} latest={programme.data} />
  ) : (
    <SettingsWaiting title={title} error={programme.error} onRetry={() => void programme.refetch()} />
  );
}

function Loaded(props: Props & { title: string; latest: ProgrammeDocument }) {
  const { section, children, aside, secondaryActions = [], title, latest } = props;
  const { t } = useTranslation();
  const form = useProgrammeForm(latest);
  const placeOf = (path: string) => {
    const other = sectionOf(path);
    if (other === section) return null;
    return other
      ? { name: t(`programme.section.${other}`), url: `/programme/${other}` }
      : { name: t('programme.title'), url: '/programme' };
  };
  return (
    <ProgrammeFieldsProvider value={form.fields}>
      <SettingsFrame
        form={form}
        fields={form.fields}
        title={title}
        {...(section
          ? { backAction: { content: t('programme.title'), url: '/programme' } }
          : { titleMetadata: <ProgrammeBadge status={form.fields.saved.status} /> })}
        secondaryActions={secondaryActions}
        aside={aside}
        placeOf={placeOf}
      >
        {children}
      </SettingsFrame>
      <TurnOffModal open={form.confirming} onClose={form.callOff} onConfirm={form.confirm} />
    </ProgrammeFieldsProvider>
  );
}
