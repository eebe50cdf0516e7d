import { BlockStack, Button, Form, InlineStack, Tag, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  helpText: string;
  tags: string[];
  onChange(tags: string[]): void;
  error: string | undefined;
}

/** A list of words, added by Enter, by a comma or by leaving the field: what is typed is never silently left out. */
export function TagsField({ label, helpText, tags, onChange, error }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');

  const add = (text: string) => {
    setTyped('');
    const next = withTags(tags, text);
    if (next.length !== tags.length) onChange(next);
  };
  return (
    <BlockStack gap="200">
      <Form onSubmit={() => add(typed)}>
        <TextField
          label={label}
          value={typed}
          onChange={(text) => (text.endsWith(',') ? add(text) : setTyped(text))}
          onBlur={() => add(typed)}
          helpText={helpText}
          autoComplete="off"
          connectedRight={<Button submit>{t('rules.addTag')}</Button>}
          {...(error ? { error } : {})}
        />
      </Form>
      {tags.length > 0 ? (
        <InlineStack gap="200">
          {tags.map((tag) => (
            <Tag key={tag} onRemove={() => onChange(tags.filter((one) => one !== tag))}>
              {tag}
            </Tag>
          ))}
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

/** Shopify compares tags without regard to case, so "VIP" and "vip" are one. */
export function withTags(tags: string[], text: string): string[] {
  const next = [...tags];
  for (const tag of text.split(',').map((part) => part.trim())) {
    if (tag && !next.some((known) => known.toLowerCase() === tag.toLowerCase())) next.push(tag);
  }
  return next;
}
