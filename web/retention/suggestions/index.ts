/** What goes with what somebody bought: by what other buyers of it bought as well. */
export { suggest, type Suggestion, type SuggestionsFor } from './suggest.ts';
