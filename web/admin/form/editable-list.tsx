/** Things of which there may be several: a row for each, which opens to its fields; added, copied and removed here, saved with the page. */
import {
  ActionList,
  Badge,
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  Icon,
  InlineStack,
  Popover,
  Text,
} from '@shopify/polaris';
import { ChevronDownIcon, ChevronUpIcon, DeleteIcon, DuplicateIcon, PlusIcon } from '@shopify/polaris-icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFields } from './fields.ts';
import { newId } from './new-id.ts';

export interface Summary {
  title: string;
  detail: string;
  /** Beside the title, such as "Off". */
  badge?: string;
  tone?: 'success' | 'info' | 'attention';
}

export interface Template<Item> {
  label: string;
  help: string;
  make(): Item;
}

interface Props<Item extends { id: string }> {
  title: string;
  help: string;
  /** What is said while there is none. */
  empty: string;
  addLabel: string;
  /** One or several sorts of things that can be added. */
  templates: Template<Item>[];
  /** Where the list stands in the settings. */
  path: string;
  items: Item[];
  most: number;
  onChange(items: Item[]): void;
  summary(item: Item, index: number): Summary;
  children(item: Item, index: number): ReactNode;
}

export function EditableList<Item extends { id: string }>(props: Props<Item>) {
  const { title, help, empty, items, onChange, path } = props;
  const { error } = useFields();
  const [opened, setOpened] = useState<string | null>(null);
  const add = (item: Item, at = items.length) => {
    onChange(items.toSpliced(at, 0, item));
    setOpened(item.id);
  };
  const listError = items.length > props.most ? error(path) : undefined;
  return (
    <Card>
      <BlockStack gap="300">
        <div className="list-head">
          <div className="list-head-text">
            <BlockStack gap="100">
              <Text as="h2" variant="headingSm">
                {title}
              </Text>
              <Text as="p" tone="subdued">
                {items.length === 0 ? empty : help}
              </Text>
            </BlockStack>
          </div>
          <div className="unbroken">
            <AddButton
              label={props.addLabel}
              templates={props.templates}
              disabled={items.length >= props.most}
              onAdd={add}
            />
          </div>
        </div>
        {listError ? (
          <Text as="p" tone="critical">
            {listError}
          </Text>
        ) : null}
        {items.length > 0 ? (
          <ul className="editable-list">
            {items.map((item, index) => (
              <Row
                key={item.id}
                id={item.id}
                summary={props.summary(item, index)}
                // What has to be mended is never hidden.
                open={opened === item.id || error(`${path}.${index}`) !== undefined}
                onToggle={() => setOpened(opened === item.id ? null : item.id)}
                onCopy={items.length < props.most ? () => add({ ...item, id: newId(item.id) }, index + 1) : undefined}
                onRemove={() => onChange(items.filter(({ id }) => id !== item.id))}
              >
                {props.children(item, index)}
              </Row>
            ))}
          </ul>
        ) : null}
      </BlockStack>
    </Card>
  );
}

interface AddProps<Item> {
  label: string;
  templates: Template<Item>[];
  disabled: boolean;
  onAdd(item: Item): void;
}

function AddButton<Item>({ label, templates, disabled, onAdd }: AddProps<Item>) {
  const [choosing, setChoosing] = useState(false);
  const make = (template: Template<Item>) => {
    setChoosing(false);
    onAdd(template.make());
  };
  const [only, ...more] = templates;
  if (only && more.length === 0) {
    return (
      <Button icon={PlusIcon} disabled={disabled} onClick={() => make(only)}>
        {label}
      </Button>
    );
  }
  return (
    <Popover
      active={choosing}
      onClose={() => setChoosing(false)}
      preferredAlignment="right"
      activator={
        <Button icon={PlusIcon} disclosure disabled={disabled} onClick={() => setChoosing(!choosing)}>
          {label}
        </Button>
      }
    >
      <ActionList
        actionRole="menuitem"
        items={templates.map((template) => ({
          content: template.label,
          helpText: template.help,
          onAction: () => make(template),
        }))}
      />
    </Popover>
  );
}

interface RowProps {
  id: string;
  summary: Summary;
  open: boolean;
  onToggle(): void;
  onCopy: (() => void) | undefined;
  onRemove(): void;
  children: ReactNode;
}

function Row({ id, summary, open, onToggle, onCopy, onRemove, children }: RowProps) {
  const { t } = useTranslation();
  return (
    <li className="editable-row">
      <button
        type="button"
        className="editable-head"
        aria-expanded={open}
        aria-controls={`fields-${id}`}
        onClick={onToggle}
      >
        <span className="breakable">
          <BlockStack gap="050">
            <InlineStack gap="200" blockAlign="center">
              <Text as="span" fontWeight="medium">
                {summary.title}
              </Text>
              {summary.badge ? <Badge {...(summary.tone ? { tone: summary.tone } : {})}>{summary.badge}</Badge> : null}
            </InlineStack>
            <Text as="span" variant="bodySm" tone="subdued">
              {summary.detail}
            </Text>
          </BlockStack>
        </span>
        <span className="unbroken">
          <Icon source={open ? ChevronUpIcon : ChevronDownIcon} />
        </span>
      </button>
      <Collapsible id={`fields-${id}`} open={open} transition={false}>
        {open ? (
          <Box padding="300" paddingBlockStart="100">
            <BlockStack gap="400">
              {children}
              <InlineStack gap="200" align="end">
                {onCopy ? (
                  <Button icon={DuplicateIcon} variant="tertiary" onClick={onCopy}>
                    {t('form.copy')}
                  </Button>
                ) : null}
                <Button icon={DeleteIcon} variant="tertiary" tone="critical" onClick={onRemove}>
                  {t('form.remove')}
                </Button>
              </InlineStack>
            </BlockStack>
          </Box>
        ) : null}
      </Collapsible>
    </li>
  );
}
