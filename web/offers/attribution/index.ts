/** What people do with what is offered beside an order, and which orders followed. */
export { isPerson, type Visitor } from './is-person.ts';
export { noteCode, noteTouch, type Touch } from './note-touch.ts';
export type { Surface } from './api-types.ts';
