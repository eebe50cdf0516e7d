import { Tabs } from '@shopify/polaris';

interface Props<Name extends string> {
  tabs: readonly { name: Name; label: string; count: string | undefined }[];
  chosen: Name;
  onChoose(name: Name): void;
}

/** What a list is narrowed to, each with how many there are; on a phone those that do not fit are behind a button. */
export function ListTabs<Name extends string>({ tabs, chosen, onChoose }: Props<Name>) {
  return (
    <Tabs
      tabs={tabs.map(({ name, label, count }) => ({
        id: name,
        content: label,
        ...(count === undefined ? {} : { badge: count, accessibilityLabel: `${label}: ${count}` }),
      }))}
      selected={Math.max(
        0,
        tabs.findIndex(({ name }) => name === chosen),
      )}
      onSelect={(index) => {
        const tab = tabs[index];
        if (tab) onChoose(tab.name);
      }}
    />
  );
}
