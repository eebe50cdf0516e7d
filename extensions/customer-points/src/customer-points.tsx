/** The block on Shopify's own page of a customer. */
import type { Api } from '@shopify/ui-extensions/admin.customer-details.block.render';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AdjustForm } from './adjust-form.tsx';
import { type Loaded, loadMember, type Member } from './member.ts';

declare const shopify: Api;

// oxlint-disable-next-line import/no-default-export -- what Shopify calls
export default function start(): void {
  render(<CustomerPoints />, document.body);
}

function CustomerPoints() {
  const gid = shopify.data.selected[0]?.id ?? '';
  const id = gid.slice(gid.lastIndexOf('/') + 1);
  const { translate } = shopify.i18n;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [adjusting, setAdjusting] = useState(false);
  const [saved, setSaved] = useState<string | null>(null);
  const load = () => void loadMember(id).then(setLoaded);
  useEffect(load, [id]);

  return (
    <s-admin-block heading={translate('title')}>
      {loaded === null ? (
        <s-spinner accessibilityLabel={translate('loading')} />
      ) : loaded.state === 'known' ? (
        <s-stack gap="base">
          <Balance member={loaded.member} />
          {saved === null ? null : <s-banner tone="success">{saved}</s-banner>}
          {adjusting ? (
            <AdjustForm
              customerId={id}
              balance={loaded.member}
              onDone={(balance) => {
                setAdjusting(false);
                setSaved(translate('saved', { points: shopify.i18n.formatNumber(balance.available) }));
                setLoaded({ state: 'known', member: { ...loaded.member, ...balance } });
                // Its worth comes from the app.
                load();
              }}
              onCancel={() => setAdjusting(false)}
            />
          ) : (
            <s-stack direction="inline" gap="base">
              <s-button
                onClick={() => {
                  setSaved(null);
                  setAdjusting(true);
                }}
              >
                {translate('adjust')}
              </s-button>
              <s-link href={`app:customers/${id}`}>{translate('open')}</s-link>
            </s-stack>
          )}
        </s-stack>
      ) : (
        <s-stack gap="base">
          <s-text>{translate(loaded.state === 'unknown' ? 'unknown' : 'failed')}</s-text>
          <s-button onClick={load}>{translate('retry')}</s-button>
        </s-stack>
      )}
    </s-admin-block>
  );
}

function Balance({ member }: { member: Member }) {
  const { translate, formatNumber, formatCurrency } = shopify.i18n;
  const { available, pending, debt, worth, currency, tier, excluded } = member;
  // `count` chooses the plural, the number is written as the admin writes numbers.
  const counted = (key: string, count: number) => translate(key, { count, number: formatNumber(count) });
  const language = translate('language') === 'vi' ? 'vi' : 'en';
  return (
    <s-stack gap="small">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-heading>{debt > 0 ? counted('owes', debt) : counted('available', available)}</s-heading>
        {tier ? <s-badge>{tier.name[language] || tier.name.en || tier.name.vi}</s-badge> : null}
        {excluded ? <s-badge tone="warning">{translate('excluded')}</s-badge> : null}
      </s-stack>
      <s-text color="subdued">
        {[
          ...(pending > 0 ? [counted('pending', pending)] : []),
          translate('worth', { money: formatCurrency(Number(worth), { currency }) }),
        ].join(' · ')}
      </s-text>
    </s-stack>
  );
}
