/** What earns points without an order. */
import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { socialNetworks } from '../../../loyalty/programme/settings.ts';
import type { Draft } from '../form/draft.ts';
import { EditableList } from '../../form/editable-list.tsx';
import { useFields } from '../form/fields.ts';
import { NumberInput, Optional, SelectInput, TextInput, TextsInput } from '../../form/inputs.tsx';
import { newId } from '../../form/new-id.ts';
import { SectionCard } from '../../form/section-card.tsx';
import { chooseLanguage } from '../../i18n.ts';

type Actions = Draft['earn']['actions'];
const simple = ['signUp', 'birthday', 'newsletter'] as const;
const periods = ['day', 'week', 'month', 'year', 'ever'] as const;

function useActions() {
  const { draft, change } = useFields();
  const { actions } = draft.earn;
  return {
    actions,
    put: (part: Partial<Actions>) => change({ earn: { ...draft.earn, actions: { ...actions, ...part } } }),
  };
}

export function ActionsCard() {
  const { t } = useTranslation();
  const { actions, put } = useActions();
  return (
    <SectionCard title={t('ways.actions')} help={t('ways.actionsHow')}>
      {simple.map((action) => (
        <Optional
          key={action}
          label={t(`ways.${action}`)}
          helpText={t(`ways.${action}How`)}
          on={actions[action] !== null}
          onChange={(on) => put({ [action]: on ? { points: '100' } : null })}
        >
          <NumberInput path={`earn.actions.${action}.points`} label={t('ways.points')} />
        </Optional>
      ))}
      <Optional
        label={t('ways.review')}
        helpText={t('ways.reviewHow')}
        on={actions.review !== null}
        onChange={(on) => put({ review: on ? { points: '50', limit: { times: '1', period: 'month' } } : null })}
      >
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path="earn.actions.review.points" label={t('ways.points')} />
            <NumberInput path="earn.actions.review.limit.times" label={t('ways.times')} />
            <SelectInput path="earn.actions.review.limit.period" label={t('ways.period')} choices={usePeriods()} />
          </FormLayout.Group>
        </FormLayout>
      </Optional>
    </SectionCard>
  );
}

function usePeriods() {
  const { t } = useTranslation();
  return periods.map((value) => ({ value, label: t(`programme.per.${value}`) }));
}

export function SocialList() {
  const { t } = useTranslation();
  const { actions, put } = useActions();
  return (
    <EditableList
      title={t('ways.social')}
      help={t('ways.socialHow')}
      empty={t('ways.socialEmpty')}
      addLabel={t('ways.addSocial')}
      templates={[
        {
          label: t('ways.addSocial'),
          help: '',
          make: () => ({ id: newId('social'), network: 'instagram' as const, url: '', points: '20' }),
        },
      ]}
      path="earn.actions.social"
      items={actions.social}
      most={10}
      onChange={(social) => put({ social })}
      summary={({ network, url, points }) => ({
        title: t(`ways.network.${network}`),
        detail: [t('ways.givesPoints', { points }), url].filter(Boolean).join(' · '),
      })}
    >
      {(_item, index) => (
        <FormLayout>
          <FormLayout.Group condensed>
            <SelectInput
              path={`earn.actions.social.${index}.network`}
              label={t('ways.networkLabel')}
              choices={socialNetworks.map((value) => ({ value, label: t(`ways.network.${value}`) }))}
            />
            <NumberInput path={`earn.actions.social.${index}.points`} label={t('ways.points')} />
          </FormLayout.Group>
          <TextInput
            path={`earn.actions.social.${index}.url`}
            type="url"
            label={t('ways.url')}
            placeholder="https://"
          />
        </FormLayout>
      )}
    </EditableList>
  );
}

export function CustomList() {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const { actions, put } = useActions();
  const periods = usePeriods();
  return (
    <EditableList
      title={t('ways.custom')}
      help={t('ways.customHow')}
      empty={t('ways.customEmpty')}
      addLabel={t('ways.addCustom')}
      templates={[
        {
          label: t('ways.addCustom'),
          help: '',
          make: () => ({ id: newId('action'), name: { en: '', vi: '' }, points: '50', limit: null }),
        },
      ]}
      path="earn.actions.custom"
      items={actions.custom}
      most={50}
      onChange={(custom) => put({ custom })}
      summary={({ id, name, points }) => ({
        title: name[language] || name[language === 'vi' ? 'en' : 'vi'] || t('ways.customNameless'),
        detail: [t('ways.givesPoints', { points }), t('ways.customId', { id })].join(' · '),
      })}
    >
      {({ limit }, index) => (
        <FormLayout>
          <TextsInput path={`earn.actions.custom.${index}.name`} label={t('ways.customName')} maxLength={60} />
          <NumberInput
            path={`earn.actions.custom.${index}.points`}
            label={t('ways.points')}
            helpText={t('ways.customPointsHow')}
          />
          <Optional
            label={t('ways.limitOn')}
            on={limit !== null}
            onChange={(on) =>
              put({
                custom: actions.custom.map((item, at) =>
                  at === index ? { ...item, limit: on ? { times: '1', period: 'day' as const } : null } : item,
                ),
              })
            }
          >
            <FormLayout>
              <FormLayout.Group condensed>
                <NumberInput path={`earn.actions.custom.${index}.limit.times`} label={t('ways.times')} />
                <SelectInput
                  path={`earn.actions.custom.${index}.limit.period`}
                  label={t('ways.period')}
                  choices={periods}
                />
              </FormLayout.Group>
            </FormLayout>
          </Optional>
        </FormLayout>
      )}
    </EditableList>
  );
}
