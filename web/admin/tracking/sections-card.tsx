/** What stands on the page below the answer, in which order: moved by buttons, so that a keyboard is enough. */
import { Button, ButtonGroup, Checkbox, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon } from '@shopify/polaris-icons';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SectionCard } from '../form/section-card.tsx';
import { tracking } from './form.ts';
import { moved } from './moved.ts';

interface LastMove {
  id: string;
  place: number;
  step: -1 | 1;
}

const buttonId = (id: string, step: -1 | 1) => `section-${id}-${step === 1 ? 'down' : 'up'}`;

export function SectionsCard() {
  const { t } = useTranslation();
  const { draft, change } = tracking.useFields();
  const { sections } = draft;
  const [last, setLast] = useState<LastMove | null>(null);
  // At either end the button that was pressed rests, and the keyboard goes on from the other one.
  useEffect(() => {
    if (last && last.place === (last.step === 1 ? sections.length : 1))
      document.getElementById(buttonId(last.id, last.step === 1 ? -1 : 1))?.focus();
  }, [last, sections.length]);
  const move = (from: number, step: -1 | 1) => {
    const section = sections[from];
    if (!section) return;
    change({ sections: moved(sections, from, from + step) });
    setLast({ id: section.id, place: from + step + 1, step });
  };
  return (
    <SectionCard title={t('tracking.sections')} help={t('tracking.sectionsHow')}>
      <div>
        <ol className="ordered-list">
          {sections.map(({ id, shown }, index) => {
            const name = t(`tracking.section.${id}`);
            return (
              <li key={id} className="ordered-row">
                <div className="breakable">
                  <Checkbox
                    label={name}
                    helpText={t(`tracking.sectionHow.${id}`)}
                    checked={shown}
                    onChange={(checked) => change({ sections: sections.with(index, { id, shown: checked }) })}
                  />
                </div>
                <div className="unbroken">
                  <ButtonGroup variant="segmented">
                    <Button
                      id={buttonId(id, -1)}
                      icon={ArrowUpIcon}
                      accessibilityLabel={t('tracking.up', { name })}
                      disabled={index === 0}
                      onClick={() => move(index, -1)}
                    />
                    <Button
                      id={buttonId(id, 1)}
                      icon={ArrowDownIcon}
                      accessibilityLabel={t('tracking.down', { name })}
                      disabled={index === sections.length - 1}
                      onClick={() => move(index, 1)}
                    />
                  </ButtonGroup>
                </div>
              </li>
            );
          })}
        </ol>
        <div role="status">
          <Text as="p" visuallyHidden>
            {last ? t('tracking.movedTo', { place: last.place, count: sections.length }) : ''}
          </Text>
        </div>
      </div>
    </SectionCard>
  );
}
