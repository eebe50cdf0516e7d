import { Box, Icon, TextField } from '@shopify/polaris';
import { SearchIcon } from '@shopify/polaris-icons';
import { type ReactNode, useEffect, useState } from 'react';

interface Props {
  label: string;
  placeholder: string;
  query: string;
  loading: boolean;
  onSearch(query: string): void;
  /** More ways to find, such as a filter. */
  beside?: ReactNode;
}

/** How long the typing must rest before it is searched for. */
const REST_MS = 300;

/** A field that searches while one types. */
export function ListSearch({ label, placeholder, query, loading, onSearch, beside }: Props) {
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
      <div className="list-head">
        <div className="list-head-text">
          <TextField
            type="search"
            label={label}
            labelHidden
            placeholder={placeholder}
            value={text}
            onChange={setText}
            prefix={<Icon source={SearchIcon} tone="base" />}
            clearButton
            onClearButtonClick={() => setText('')}
            autoComplete="off"
            loading={loading}
          />
        </div>
        {beside}
      </div>
    </Box>
  );
}
