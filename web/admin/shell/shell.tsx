/** The frame of every page: the app's entries in Shopify's own navigation, and their clicks handed to the router. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useNavigate } from 'react-router';

export function Shell() {
  const { t } = useTranslation();
  const navigate = useNavigate();

  useEffect(() => {
    // App Bridge announces a click in the navigation on the link itself; unanswered, it would load a whole new document.
    const follow = (event: Event) => {
      const href = event.target instanceof Element ? event.target.getAttribute('href') : null;
      if (!href) return;
      event.preventDefault();
      void navigate(href);
    };
    document.addEventListener('shopify:navigate', follow);
    return () => document.removeEventListener('shopify:navigate', follow);
  }, [navigate]);

  return (
    <>
      <s-app-nav>
        <a href="/" rel="home">
          {t('common.home')}
        </a>
        <a href="/customers">{t('common.customers')}</a>
        <a href="/shipments">{t('common.shipments')}</a>
        <a href="/tracking">{t('common.tracking')}</a>
        <a href="/satisfaction">{t('common.satisfaction')}</a>
        <a href="/programme">{t('common.programme')}</a>
        <a href="/rewards">{t('common.rewards')}</a>
        <a href="/referrals">{t('common.friends')}</a>
        <a href="/report">{t('common.report')}</a>
        <a href="/history">{t('common.history')}</a>
        <a href="/privacy">{t('common.privacy')}</a>
      </s-app-nav>
      <Outlet />
      <ScrollRestoration />
    </>
  );
}
