import { liquid } from '../../platform/http/liquid.ts';

/** The page brings its own few rules along: a theme loads the extension's style sheet only where one of its blocks stands. */
export const historyStyle = liquid`<style>
.regulars-history { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
.regulars-history__number { font-size: 1.75em; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
.regulars-history__list { list-style: none; margin: 0; padding: 0; }
.regulars-history__list li { display: flex; justify-content: space-between; gap: 1rem; padding: 0.75em 0; border-top: 1px solid color-mix(in srgb, currentcolor 15%, transparent); }
.regulars-history__list small { display: block; font-size: 0.875em; color: color-mix(in srgb, currentcolor 75%, transparent); }
.regulars-history__list strong { font-variant-numeric: tabular-nums; white-space: nowrap; }
.regulars-history__pages { display: flex; gap: 1.5em; padding-top: 1em; border-top: 1px solid color-mix(in srgb, currentcolor 15%, transparent); }
</style>`;
