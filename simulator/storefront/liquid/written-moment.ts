/** A moment as a template writes it. A day or time without a zone is the store's own, as on Shopify. */
export function writtenMoment(text: string, timeZone: string): Date {
  const local = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(text);
  if (!local) return new Date(text);
  const asUtc = Date.parse(`${local[1]}T${local[2] ?? '00:00'}Z`);
  // Twice, because near a change of the clocks the first guess may lie on its other side.
  const guess = asUtc - zoneOffset(asUtc, timeZone);
  return new Date(asUtc - zoneOffset(guess, timeZone));
}

/** Ms by which the zone's clocks are ahead of UTC. */
function zoneOffset(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(ms);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(ms / 1000) * 1000;
}
