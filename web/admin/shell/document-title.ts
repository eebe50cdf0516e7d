import { useEffect } from 'react';

/** What a screen reader says and the tab shows: the page, then the app. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Regulars`;
  }, [title]);
}
