import { Drop } from 'liquidjs';

/** `{{ template }}` prints the whole name; `template.name`, `.directory`, `.suffix` are its parts. */
export class TemplateDrop extends Drop {
  name: string;
  directory: string | null;
  suffix: string | null;
  #full: string;
  constructor(full: string) {
    super();
    const [file = full, suffix] = (full.split('/').at(-1) ?? full).split('.');
    this.name = file;
    this.directory = full.includes('/') ? (full.split('/')[0] ?? null) : null;
    this.suffix = suffix ?? null;
    this.#full = full;
  }
  override valueOf(): string {
    return this.#full;
  }
}
