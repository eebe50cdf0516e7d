import { Card, InlineGrid, TextField } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  from: string;
  to: string;
  onChange(range: { from: string; to: string }): void;
  /** How else the figures can be asked for. */
  children?: ReactNode;
}

/** From which day to which the figures below are. */
export function DayRange({ from, to, onChange, children }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <InlineGrid columns={{ xs: 1, sm: children ? 3 : 2 }} gap="300">
        <TextField
          type="date"
          label={t('common.from')}
          value={from}
          max={to}
          onChange={(day) => onChange({ from: day, to })}
          autoComplete="off"
        />
        <TextField
          type="date"
          label={t('common.to')}
          value={to}
          min={from}
          onChange={(day) => onChange({ from, to: day })}
          autoComplete="off"
        />
        {children}
      </InlineGrid>
    </Card>
  );
}
