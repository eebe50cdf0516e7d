/** What `GET` and `PUT` of a document of settings answer; `PUT` takes the same. */
export interface SettingsDocument<Settings> {
  settings: Settings;
  /** Of the state that was read: nothing that somebody else saved meanwhile is overwritten. 0 = never saved. */
  version: number;
}
