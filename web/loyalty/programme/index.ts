/** The merchant's settings of the programme, for whoever earns, rewards, ranks or tells. */
export { type ProgrammeSettings, type ProgrammeVersion } from './settings.ts';
export { loadLatest as presentVersion, loadVersions as storedVersions } from './store.ts';
export { presentSettings } from './store.ts';
export { currentProgramme, programmeVersions } from './versions.ts';
export { programmeForTheme } from './theme-programme.ts';
export { type Wording, wording } from './wording.ts';
