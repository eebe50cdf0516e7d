import { liquid } from '../../../platform/http/liquid.ts';

/** The page brings its own few rules along: fonts and colours are the theme's, in whose middle it stands. Sizes are of its text: many themes have a root of 10 px. */
export const style = liquid`<style data-regulars-track>
.regulars-track { --regulars-line: color-mix(in srgb, currentcolor 20%, transparent); --regulars-tint: color-mix(in srgb, currentcolor 7%, transparent); box-sizing: border-box; width: 100%; max-width: 46em; margin-inline: auto; padding: 1.5em 1em 3em; overflow-wrap: anywhere; text-align: start; }
.regulars-track *, .regulars-track *::before { box-sizing: border-box; }
.regulars-track h1, .regulars-track__when { text-wrap: balance; }
.regulars-track h1 { margin: 0.25em 0 0; font-size: clamp(1.6em, 1.2em + 2.4vw, 2.4em); line-height: 1.2; }
.regulars-track h2 { margin: 0 0 0.75em; font-size: 1.3em; line-height: 1.3; }
.regulars-track h3 { margin: 0 0 0.5em; font-size: 1.05em; line-height: 1.4; }
.regulars-track h4 { margin: 1em 0 0.5em; font-size: 1em; }
.regulars-track p { margin: 0.5em 0; }
.regulars-track a { color: inherit; text-decoration: underline; text-underline-offset: 0.2em; }
.regulars-track :focus-visible { outline: 2px solid currentcolor; outline-offset: 3px; }
.regulars-track__quiet { opacity: 0.8; font-size: 0.925em; }
.regulars-track__when { font-size: clamp(1.15em, 1em + 1vw, 1.5em); font-weight: 600; line-height: 1.35; }
.regulars-track__day { display: inline-block; }
.regulars-track__note { padding: 0.75em 1em; border-inline-start: 4px solid currentcolor; background: var(--regulars-tint); }
.regulars-track__own { white-space: pre-line; }
.regulars-track__spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.regulars-track__progress { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); margin: 1.5em 0 1em; padding: 0; list-style: none; font-size: 0.9em; line-height: 1.3; }
.regulars-track__progress li { position: relative; margin: 0; padding: 1.6em 0.2em 0; text-align: center; overflow-wrap: normal; hyphens: auto; }
.regulars-track__progress li::before { content: ""; position: absolute; z-index: 1; inset-block-start: 0; inset-inline-start: calc(50% - 0.6em); width: 1.2em; height: 1.2em; border: 2px solid currentcolor; border-radius: 50%; opacity: 0.55; }
.regulars-track__progress li + li::after { content: ""; position: absolute; inset-block-start: calc(0.6em - 1px); inset-inline: calc(-50% + 0.7em) calc(50% + 0.7em); height: 2px; background: currentcolor; opacity: 0.3; }
.regulars-track__progress .regulars-track__reached::before { background: currentcolor; opacity: 1; }
.regulars-track__progress .regulars-track__reached::after { opacity: 1; }
.regulars-track__progress [aria-current] { font-weight: 700; }
.regulars-track__section { margin-block-start: 2em; padding-block-start: 1.5em; border-block-start: 1px solid var(--regulars-line); }
.regulars-track__card { margin-block: 0 1em; padding: 1em; border: 1px solid var(--regulars-line); border-radius: 0.5em; }
.regulars-track__plain, .regulars-track__items, .regulars-track__steps, .regulars-track__products { margin: 0.5em 0; padding: 0; list-style: none; }
.regulars-track__plain li { margin-block: 0.35em; }
.regulars-track__number { font-variant-numeric: tabular-nums; user-select: all; }
.regulars-track__items li { display: flex; align-items: center; gap: 0.75em; margin-block: 0.5em; }
.regulars-track__picture { flex: none; width: 4em; height: 4em; border-radius: 0.35em; background: var(--regulars-tint); object-fit: contain; }
.regulars-track__steps li { position: relative; margin: 0; padding: 0 0 0.9em 1.4em; border-inline-start: 2px solid var(--regulars-line); margin-inline-start: 0.4em; }
.regulars-track__steps li:last-child { padding-block-end: 0.25em; }
.regulars-track__steps li::before { content: ""; position: absolute; inset-block-start: 0.4em; inset-inline-start: -0.4em; width: 0.7em; height: 0.7em; border-radius: 50%; background: currentcolor; }
.regulars-track__line { display: block; }
.regulars-track__link { display: inline-block; min-height: 2.75em; padding-block: 0.6em; }
.regulars-track summary { width: fit-content; min-height: 2.75em; padding-block: 0.6em; cursor: pointer; }
.regulars-track__bar { appearance: none; width: 100%; max-width: 24em; height: 0.6em; border: 0; border-radius: 0.3em; background: var(--regulars-line); color: inherit; overflow: hidden; }
.regulars-track__bar::-webkit-progress-bar { background: none; }
.regulars-track__bar::-webkit-progress-value { background: currentcolor; }
.regulars-track__bar::-moz-progress-bar { background: currentcolor; }
.regulars-track__scores { display: flex; flex-wrap: wrap; gap: 0.5em; min-width: 0; margin: 0; padding: 0; border: 0; }
.regulars-track__scores legend { float: left; width: 100%; margin-block-end: 0.5em; padding: 0; }
.regulars-track__scores button { width: 3.25em; height: 3.25em; padding: 0.4em; border: 2px solid transparent; border-radius: 0.5em; background: none; color: inherit; font: inherit; cursor: pointer; }
.regulars-track__section form + form { margin-block-start: 1em; }
.regulars-track__scores svg { display: block; width: 100%; height: 100%; }
.regulars-track__scores button:hover, .regulars-track__scores button[aria-pressed="true"] { border-color: currentcolor; background: var(--regulars-tint); }
.regulars-track__products { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(8.5em, 100%), 1fr)); gap: 1em; }
.regulars-track__products li { display: flex; flex-direction: column; gap: 0.4em; }
.regulars-track__products li > :last-child { margin-block-start: auto; }
.regulars-track__products a { text-decoration: none; }
.regulars-track__products a:hover .regulars-track__name { text-decoration: underline; }
.regulars-track__photo { display: block; width: 100%; height: auto; aspect-ratio: 1; margin-block-end: 0.4em; border-radius: 0.35em; background: var(--regulars-tint); object-fit: contain; }
.regulars-track__button { display: inline-block; min-height: 2.75em; padding: 0.6em 1.2em; border: 2px solid currentcolor; border-radius: 0.35em; background: none; color: inherit; font: inherit; font-weight: 600; line-height: 1.3; text-align: center; cursor: pointer; }
.regulars-track a.regulars-track__button { text-decoration: none; }
.regulars-track__button:hover { background: var(--regulars-tint); }
.regulars-track__products .regulars-track__button { width: 100%; padding-inline: 0.5em; }
.regulars-track__form { max-width: 28em; }
.regulars-track__form label, .regulars-track label { display: block; font-weight: 600; }
.regulars-track__form input, .regulars-track textarea { width: 100%; min-height: 2.75em; margin-block: 0.3em; padding: 0.5em 0.75em; border: 1px solid color-mix(in srgb, currentcolor 55%, transparent); border-radius: 0.35em; background: none; color: inherit; font: inherit; font-size: max(1em, 16px); }
@media (prefers-reduced-motion: no-preference) { .regulars-track__button { transition: background-color 0.15s; } }
</style>`;
