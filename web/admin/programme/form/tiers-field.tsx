import { BlockStack, ChoiceList, InlineError } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from './fields.ts';
import { useTierName } from './tier-name.ts';

interface Props {
  path: string;
  /** Ids of tiers; none = everybody. */
  chosen: string[];
  onChange(tiers: string[]): void;
}

/** For which customers something is; nothing to choose in a store without tiers. */
export function TiersField({ path, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const { draft, error } = useFields();
  const tierName = useTierName();
  const known = draft.tiers.levels.map(({ id }) => id);
  // A tier that is gone stays visible, so that it can be taken out.
  const offered = [...known, ...chosen.filter((id) => !known.includes(id))];
  if (offered.length === 0) return null;
  const problem = error(path);
  return (
    <BlockStack gap="100">
      <ChoiceList
        allowMultiple
        title={t('programme.onlyTiers')}
        choices={offered.map((id) => ({ value: id, label: tierName(id) }))}
        selected={chosen}
        onChange={onChange}
      />
      {problem ? <InlineError message={problem} fieldID={path} /> : null}
    </BlockStack>
  );
}
