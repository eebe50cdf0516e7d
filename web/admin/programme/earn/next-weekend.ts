/** Where a weekend of the store begins and ends, as the settings write moments of the store's own days. */

/** The next Saturday and Sunday after `today`, `YYYY-MM-DD`; on a Friday that is tomorrow, on a Saturday the one in a week. */
export function nextWeekend(today: string): { from: string; until: string } {
  const day = new Date(`${today}T00:00:00Z`);
  const toSaturday = ((6 - day.getUTCDay() + 6) % 7) + 1;
  const after = (days: number) => {
    const then = new Date(day.getTime() + days * 86_400_000);
    return `${then.toISOString().slice(0, 10)}T00:00`;
  };
  return { from: after(toSaturday), until: after(toSaturday + 2) };
}
