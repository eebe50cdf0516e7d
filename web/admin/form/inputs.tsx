/** Fields that know their setting by its path: value, change and error come with it. */
import { Checkbox, ChoiceList, FormLayout, Select, TextField } from '@shopify/polaris';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFields } from './fields.ts';
import { decimalsOf, isMoney, patternOf, settingFromText, typedText } from './kinds.ts';
import type { FlagPath, TextPath } from './paths.ts';
import { valueAt } from './tree.ts';

interface Common {
  label: string;
  helpText?: ReactNode;
}

function useText(path: TextPath): { value: string; set: (value: string) => void; problem: { error?: string } } {
  const fields = useFields();
  const value = valueAt(fields.draft, path);
  const error = fields.error(path);
  return {
    value: typeof value === 'string' ? value : '',
    set: (next) => fields.put(path, next),
    problem: error ? { error } : {},
  };
}

interface TextProps extends Common {
  path: TextPath;
  maxLength?: number;
  multiline?: number;
  type?: 'text' | 'email' | 'url' | 'date' | 'time' | 'datetime-local';
  placeholder?: string;
}

export function TextInput({ path, label, helpText, multiline, type = 'text', ...rest }: TextProps) {
  const { value, set, problem } = useText(path);
  return (
    <TextField
      label={label}
      value={value}
      onChange={set}
      type={type}
      autoComplete="off"
      {...(helpText ? { helpText } : {})}
      {...(multiline ? { multiline } : {})}
      {...rest}
      {...problem}
    />
  );
}

interface NumberProps extends Common {
  path: TextPath;
  suffix?: string;
  placeholder?: string;
}

/** A number or an amount as it is written in the merchant's language; tidied when the field is left. */
export function NumberInput({ path, label, helpText, suffix, placeholder }: NumberProps) {
  const { typing, typings } = useFields();
  const { value, set, problem } = useText(path);
  const kind = typings.kinds[patternOf(path)];
  if (!kind) throw new Error(`${path} holds no number`);
  const tidy = () => {
    const setting = settingFromText(kind, value, typing);
    const makesSense = typeof setting === 'number' ? !Number.isNaN(setting) : setting !== '' && setting !== null;
    const shown = makesSense ? typedText(kind, setting, typing) : value;
    if (shown !== value) set(shown);
  };
  const end = suffix ?? (isMoney(kind, typing.basis) ? typing.currency : undefined);
  return (
    <TextField
      label={label}
      value={value}
      onChange={set}
      onBlur={tidy}
      inputMode={decimalsOf(kind, typing) === 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      {...(end ? { suffix: end } : {})}
      {...(helpText ? { helpText } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...problem}
    />
  );
}

export function FlagInput({ path, label, helpText }: Common & { path: FlagPath }) {
  const fields = useFields();
  return (
    <Checkbox
      label={label}
      checked={valueAt(fields.draft, path) === true}
      onChange={(checked) => fields.put(path, checked)}
      {...(helpText ? { helpText } : {})}
    />
  );
}

interface ChoiceProps extends Common {
  path: TextPath;
  choices: { value: string; label: string; helpText?: string }[];
  labelHidden?: boolean;
}

export function ChoiceInput({ path, label, choices, labelHidden = false }: ChoiceProps) {
  const { value, set } = useText(path);
  return (
    <ChoiceList
      title={label}
      titleHidden={labelHidden}
      choices={choices}
      selected={[value]}
      onChange={([chosen]) => (chosen === undefined ? undefined : set(chosen))}
    />
  );
}

export function SelectInput({ path, label, helpText, choices }: ChoiceProps) {
  const { value, set, problem } = useText(path);
  return (
    <Select
      label={label}
      options={choices}
      value={value}
      onChange={set}
      {...(helpText ? { helpText } : {})}
      {...problem}
    />
  );
}

/** What shoppers read, in both languages; `path` leads to the pair. */
export function TextsInput({
  path,
  label,
  helpText,
  maxLength,
  multiline,
  placeholder,
}: Common & {
  path: TextPath extends infer Path ? (Path extends `${infer Above}.vi` ? Above : never) : never;
  maxLength: number;
  multiline?: number;
  placeholder?: { en: string; vi: string };
}) {
  const { t } = useTranslation();
  return (
    <FormLayout>
      <FormLayout.Group>
        {(['en', 'vi'] as const).map((language) => (
          <TextInput
            key={language}
            path={`${path}.${language}` as TextPath}
            label={t(`form.textIn.${language}`, { what: label })}
            maxLength={maxLength}
            {...(multiline ? { multiline } : {})}
            {...(placeholder ? { placeholder: placeholder[language] } : {})}
            {...(helpText && language === 'en' ? { helpText } : {})}
          />
        ))}
      </FormLayout.Group>
    </FormLayout>
  );
}

interface OptionalProps extends Common {
  on: boolean;
  onChange(on: boolean): void;
  /** Shown only while it is on. */
  children?: ReactNode;
}

/** A part of the settings that may be left out altogether. */
export function Optional({ label, helpText, on, onChange, children }: OptionalProps) {
  const id = useId();
  return (
    <div>
      <Checkbox label={label} checked={on} onChange={onChange} ariaControls={id} {...(helpText ? { helpText } : {})} />
      <div id={id} className={on && children ? 'optional-part' : undefined}>
        {on ? children : null}
      </div>
    </div>
  );
}

/** A colour, or none. */
export function ColorInput({ path, label, helpText, placeholder }: Common & { path: TextPath; placeholder: string }) {
  const { value, set, problem } = useText(path);
  return (
    <TextField
      label={label}
      value={value}
      onChange={set}
      placeholder={placeholder}
      autoComplete="off"
      connectedLeft={
        <input
          type="color"
          className="color-input"
          aria-label={label}
          value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#808080'}
          onChange={(event) => set(event.target.value)}
        />
      }
      {...(helpText ? { helpText } : {})}
      {...problem}
    />
  );
}
