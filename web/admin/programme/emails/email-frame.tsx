import { useEffect, useRef } from 'react';

/** An email as its reader's mail program shows it: a document of its own, in which no script runs and no link leads anywhere. */
export function EmailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    frame.current?.setAttribute('src', url);
    return () => URL.revokeObjectURL(url);
  }, [html]);
  return <iframe ref={frame} className="email-frame" title={title} sandbox="" />;
}
