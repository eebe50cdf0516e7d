/** Giving rewards back: which, exactly how many and for how many points, then it is done. */
import { Modal, TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Box, Checkbox, List, Select, SkeletonBodyText, Text, TextField } from '@shopify/polaris';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { giveBackPreviewQuery, giveBackRewards, givingBackQuery, type ToGiveBack } from '../api/queries.ts';
import { chooseLanguage } from '../i18n.ts';
import { useRewardText } from '../programme/spend/reward-text.ts';
import { FailureBanner } from '../shell/failure-banner.tsx';
import { startOfDay } from '../shop-day.ts';

/** Rewards that were ticked, or many by what they have in common. */
export type Asked = { kind: 'chosen'; ids: string[] } | { kind: 'many' };

interface Props {
  /** Null while nothing is asked. */
  asked: Asked | null;
  programme: ProgrammeDocument;
  onClose(): void;
}

export function GiveBackModal({ asked, programme, onClose }: Props) {
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const queries = useQueryClient();
  const [many, setMany] = useState({ reward: '', before: '', expired: false });
  /** One per opening: pressing twice, or again after a lost answer, gives back once. */
  const [key, setKey] = useState(() => crypto.randomUUID());
  const which: ToGiveBack =
    asked?.kind === 'chosen'
      ? { ids: asked.ids }
      : {
          reward: many.reward || null,
          before: startOfDay(many.before, programme.timeZone),
          expired: many.expired,
        };
  const preview = useQuery({ ...giveBackPreviewQuery(which), enabled: asked !== null });
  const giveBack = useMutation({
    mutationFn: () => giveBackRewards(which, key),
    onSuccess: async (begun) => {
      onClose();
      queries.setQueryData(givingBackQuery.queryKey, begun);
      bridge.toast.show(t('rewards.begun'));
      await queries.invalidateQueries({ queryKey: ['rewards'] });
    },
  });
  // Stable, because the modal listens anew whenever it changes.
  const begin = useCallback(() => setKey(crypto.randomUUID()), []);
  const count = preview.data?.rewards ?? 0;
  return (
    <Modal
      open={asked !== null}
      onShow={begin}
      onHide={() => {
        giveBack.reset();
        onClose();
      }}
    >
      <Box padding="400">
        <BlockStack gap="300">
          {asked?.kind === 'many' ? <Which many={many} change={setMany} programme={programme} /> : null}
          {(preview.error ?? giveBack.error) ? (
            <FailureBanner title={t('rewards.giveBackFailed')} error={preview.error ?? giveBack.error} />
          ) : null}
          {preview.data ? (
            <>
              <Text as="p" fontWeight="medium">
                {count === 0
                  ? t('rewards.nothingToGiveBack')
                  : t('rewards.wouldGiveBack', { count, points: t('common.points', { count: preview.data.points }) })}
              </Text>
              {count > 0 ? (
                <List>
                  <List.Item>{t('rewards.codesEnd')}</List.Item>
                  <List.Item>{t('rewards.pointsLater')}</List.Item>
                  <List.Item>{t('rewards.notUndone')}</List.Item>
                </List>
              ) : null}
            </>
          ) : preview.error ? null : (
            <SkeletonBodyText lines={2} />
          )}
        </BlockStack>
      </Box>
      <TitleBar title={t('rewards.giveBackTitle')}>
        <button
          variant="primary"
          type="button"
          disabled={count === 0}
          loading={giveBack.isPending ? '' : undefined}
          onClick={() => (giveBack.isPending || count === 0 ? undefined : giveBack.mutate())}
        >
          {t('rewards.giveBackCount', { count })}
        </button>
        <button type="button" onClick={onClose}>
          {t('common.cancel')}
        </button>
      </TitleBar>
    </Modal>
  );
}

interface Many {
  reward: string;
  before: string;
  expired: boolean;
}

function Which({ many, change, programme }: { many: Many; change(many: Many): void; programme: ProgrammeDocument }) {
  const { t, i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const rewardText = useRewardText(programme.currency);
  return (
    <>
      <Select
        label={t('rewards.which')}
        options={[
          { value: '', label: t('rewards.allUnused') },
          ...programme.spend.rewards.map((reward) => ({
            value: reward.id,
            label: reward.name[language] || rewardText(reward),
          })),
        ]}
        value={many.reward}
        onChange={(reward) => change({ ...many, reward })}
      />
      <TextField
        type="date"
        label={t('rewards.before')}
        helpText={t('rewards.beforeHow')}
        value={many.before}
        onChange={(before) => change({ ...many, before })}
        autoComplete="off"
      />
      <Checkbox
        label={t('rewards.alsoExpired')}
        checked={many.expired}
        onChange={(expired) => change({ ...many, expired })}
      />
    </>
  );
}
