import { useAppBridge } from '@shopify/app-bridge-react';
import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** Holds a navigation until the merchant has agreed, in Shopify's own words, to lose what is not saved. */
export function useAskBeforeLeaving(dirty: boolean): void {
  const bridge = useAppBridge();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    let current = true;
    // Resolves when they leave; where they stay it rejects or never answers, and the next attempt asks again.
    bridge.saveBar.leaveConfirmation().then(
      () => current && blocker.proceed(),
      () => current && blocker.reset(),
    );
    return () => {
      current = false;
    };
  }, [blocker, bridge]);
}
