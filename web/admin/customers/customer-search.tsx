import { Box, Icon, TextField } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  query: string;
  loading: boolean;
  onSearch(query: string): void;
}

/** How long the typing must rest before it is searched for. */
const REST_MS = 300;

export function CustomerSearch({ query, loading, onSearch }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(query);

  const [seen, setSeen] = useState(query);
  if (query !== seen) {
    // The address changed: by our own search, which must not eat a space just typed, or by going back, which wins.
    setSeen(query);
    if (query !== text.trim()) setText(query);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === query) return;
    const timer = setTimeout(() => onSearch(wanted), REST_MS);
    return () => clearTimeout(timer);
  });

  return (
    <Box padding="300" borderBlockEndWidth="025" borderColor="border">
      <TextField
        type="search"
        label={t('customers.search')}
        labelHidden
        placeholder={t('customers.searchPlaceholder')}
        value={text}
        onChange={setText}
        prefix={<Icon source={SearchIcon} tone="base" />}
        clearButton
        onClearButtonClick={() => setText('')}
        autoComplete="off"
        loading={loading}
      />
    </Box>
  );
}
