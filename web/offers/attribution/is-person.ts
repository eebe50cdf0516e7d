/** Whether somebody looked, or a program: by what the browser says of itself. What pretends well is not found. */

export interface Visitor {
  /** The browser's own name for itself; null = it gave none. Hostile. */
  userAgent: string | null;
  /** It fetches ahead of somebody who may come. */
  prefetch: boolean;
}

/** Crawlers, link previews of messengers and mail servers, monitors, measuring tools, and what programs send by default. A Cubot is a telephone. */
const PROGRAM =
  /(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|fetch|inspectiontool|mediapartners|monitor|uptime|pingdom|lighthouse|pagespeed|gtmetrix|headless|phantomjs|selenium|puppeteer|playwright|facebookexternalhit|whatsapp|embedly|curl|wget|python|java\/|okhttp|go-http|axios|node|libwww|httpclient|postman/i;

export function isPerson({ userAgent, prefetch }: Visitor): boolean {
  return !prefetch && userAgent !== null && userAgent.startsWith('Mozilla/') && !PROGRAM.test(userAgent);
}
