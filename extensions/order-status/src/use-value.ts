import { useEffect, useState } from 'preact/hooks';

/** What Shopify changes while the page is open. */
interface Changing<Value> {
  readonly value: Value;
  subscribe(changed: (value: Value) => void): () => void;
}

export function useValue<Value>(changing: Changing<Value>): Value {
  const [value, setValue] = useState(changing.value);
  useEffect(() => changing.subscribe((next) => setValue(() => next)), [changing]);
  return value;
}
