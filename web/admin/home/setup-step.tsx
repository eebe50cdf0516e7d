import { BlockStack, Collapsible, Icon, InlineStack, Text } from '@shopify/polaris';
import { CheckCircleIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  id: string;
  title: string;
  text: string;
  /** Null = cannot be known. */
  done: boolean | null;
  open: boolean;
  onOpen(): void;
  /** What the merchant can do about it. */
  children: ReactNode;
}

export function SetupStep({ id, title, text, done, open, onOpen, children }: Props) {
  const { t } = useTranslation();
  const state =
    done === null ? t('home.setup.stepUnknown') : done ? t('home.setup.stepDone') : t('home.setup.stepOpen');
  return (
    <li className={open ? 'setup-step setup-step-open' : 'setup-step'}>
      <button
        type="button"
        className="setup-step-head"
        aria-expanded={open}
        aria-controls={`setup-${id}`}
        onClick={onOpen}
      >
        <span className="setup-step-mark">
          {done ? <Icon source={CheckCircleIcon} /> : <span className="setup-step-circle" />}
        </span>
        <Text as="span" variant="bodyMd" fontWeight={open ? 'semibold' : 'regular'}>
          {title}
        </Text>
        <Text as="span" visuallyHidden>
          {state}
        </Text>
      </button>
      <Collapsible id={`setup-${id}`} open={open} transition={false}>
        <div className="setup-step-body">
          <BlockStack gap="300">
            <Text as="p">{text}</Text>
            {done === null ? (
              <Text as="p" variant="bodySm" tone="subdued">
                {state}
              </Text>
            ) : null}
            <InlineStack>{children}</InlineStack>
          </BlockStack>
        </div>
      </Collapsible>
    </li>
  );
}
