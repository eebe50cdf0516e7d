/** Since when an email has been sent without a break: what happened before it was switched on is told to nobody. */
import type { EmailKind, ProgrammeVersion } from '../programme/settings.ts';

/** Ms; null while it is off. `versions` oldest first. */
export function switchedOnSince(versions: readonly ProgrammeVersion[], kind: EmailKind): number | null {
  const on = ({ settings }: ProgrammeVersion) => settings.status !== 'off' && settings.emails.kinds[kind] === true;
  const lastOff = versions.findLastIndex((version) => !on(version));
  return versions[lastOff + 1]?.validFrom ?? null;
}
