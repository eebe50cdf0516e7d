import { useEffect, useRef } from 'react';

/** What customers get, an email or a page of the store: a document of its own, in which no script runs and no link leads anywhere. */
export function DocumentFrame({ html, title, tall = false }: { html: string; title: string; tall?: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    frame.current?.setAttribute('src', url);
    return () => URL.revokeObjectURL(url);
  }, [html]);
  return (
    <iframe
      ref={frame}
      className={tall ? 'document-frame document-frame-tall' : 'document-frame'}
      title={title}
      sandbox=""
    />
  );
}
