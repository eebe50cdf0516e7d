import { TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { currencyDecimals } from '../../platform/kit/money.ts';
import { chooseLanguage } from '../i18n.ts';
import { decimalFromTyped, typedFromDecimal } from './typed-number.ts';

interface Props {
  label: string;
  value: string;
  onChange(value: string): void;
  /** The currency for an amount; null for a plain whole number. */
  currency: string | null;
  suffix?: string;
  helpText?: string;
  error: string | undefined;
}

/** A number as it is written in the merchant's language; tidied when the field is left. */
export function NumberField({ label, value, onChange, currency, suffix, helpText, error }: Props) {
  const { i18n } = useTranslation();
  const language = chooseLanguage(i18n.language);
  const decimals = currency ? currencyDecimals(currency) : 0;
  const tidy = () => {
    const decimal = decimalFromTyped(value, decimals, language);
    const shown = decimal === null ? value : typedFromDecimal(decimal, decimals, language);
    if (shown !== value) onChange(shown);
  };
  const end = suffix ?? currency;
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      onBlur={tidy}
      inputMode={decimals > 0 ? 'decimal' : 'numeric'}
      autoComplete="off"
      {...(end ? { suffix: end } : {})}
      {...(helpText ? { helpText } : {})}
      {...(error ? { error } : {})}
    />
  );
}
