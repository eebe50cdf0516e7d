import { BlockStack, Button, ChoiceList, Form, InlineStack, Tag, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SectionCard } from '../form/section-card.tsx';
import { useFormats } from '../format.ts';
import { delivery } from './form.ts';

/** 1 = Monday … 7 = Sunday. */
const week = ['1', '2', '3', '4', '5', '6', '7'] as const;

export function WorkingDaysCard() {
  const { t } = useTranslation();
  const { draft, change, error } = delivery.useFields();
  const problem = error('workingDays');
  return (
    <SectionCard title={t('delivery.workingDays')} help={t('delivery.workingDaysHow')}>
      <ChoiceList
        allowMultiple
        title={t('delivery.week')}
        choices={week.map((value) => ({ value, label: t(`delivery.weekday.${value}`) }))}
        selected={draft.workingDays}
        onChange={(chosen) => change({ workingDays: week.filter((day) => chosen.includes(day)) })}
        {...(problem ? { error: problem } : {})}
      />
      <Holidays />
    </SectionCard>
  );
}

/** Days on which nobody works, added one by one. */
function Holidays() {
  const { t } = useTranslation();
  const { longDay } = useFormats();
  const { draft, change, error } = delivery.useFields();
  const [typed, setTyped] = useState('');
  const problem = error('holidays');
  const add = () => {
    if (!typed) return;
    change({ holidays: [...new Set([...draft.holidays, typed])].toSorted() });
    setTyped('');
  };
  return (
    <BlockStack gap="200">
      <Form onSubmit={add}>
        <TextField
          type="date"
          label={t('delivery.holidays')}
          helpText={t('delivery.holidaysHow')}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          connectedRight={
            <Button submit disabled={!typed}>
              {t('delivery.addDay')}
            </Button>
          }
          {...(problem ? { error: problem } : {})}
        />
      </Form>
      {draft.holidays.length > 0 ? (
        <InlineStack gap="200">
          {draft.holidays.map((day) => (
            <Tag key={day} onRemove={() => change({ holidays: draft.holidays.filter((one) => one !== day) })}>
              {longDay(day)}
            </Tag>
          ))}
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}
