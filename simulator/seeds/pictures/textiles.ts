/** Soft things. */
import { pattern } from './motif.ts';
import type { Draw } from './look.ts';

const cushion: Draw = ({ colours: { main, deep, accent }, motif }) => {
  const body = 'M206 262Q400 296 594 262Q566 450 596 640Q400 606 204 640Q234 450 206 262Z';
  return `${pattern('weave', motif, accent)}<path d="${body}" fill="${main}"/><path d="${body}" fill="url(#weave)" opacity=".7"/><path d="${body}" fill="url(#light)"/>
<path d="${body}" fill="none" stroke="${deep}" stroke-width="7" stroke-linejoin="round"/><path d="M260 320q40 20 54 56M540 320q-40 20-54 56M262 584q34-14 52-46M538 584q-34-14-52-46" fill="none" stroke="${deep}" stroke-opacity=".3" stroke-width="6" stroke-linecap="round"/>`;
};

const throwBlanket: Draw = ({ colours: { main, deep, accent }, motif }) => `${pattern('weave', motif, accent)}
${[0, 1, 2]
  .map((fold) => {
    const y = 578 - fold * 74;
    const body = `M196 ${y}Q196 ${y - 16} 214 ${y - 16}H560Q606 ${y - 16} 606 ${y + 24}T560 ${y + 64}H196Z`;
    return `<path d="${body}" fill="${main}"/><path d="${body}" fill="url(#weave)" opacity=".6"/><path d="${body}" fill="url(#light)" opacity=".8"/><path d="M204 ${y + 64}H560Q606 ${y + 64} 606 ${y + 24}" fill="none" stroke="${deep}" stroke-opacity=".5" stroke-width="6"/>`;
  })
  .join('')}
<g stroke="${deep}" stroke-width="6" stroke-linecap="round">${Array.from({ length: 21 }, (_, i) => `<path d="M196 ${428 + i * 10}l-${22 + (i % 3) * 6} ${4 - (i % 2) * 5}"/>`).join('')}</g>`;

const towel: Draw = ({ colours: { main, deep, accent }, motif }) => {
  const body = 'M276 214H524V600Q400 620 276 600Z';
  return `<rect x="206" y="186" width="388" height="20" rx="10" fill="#b08d62"/><path d="M214 196V150M586 196V150" stroke="#b08d62" stroke-width="12" stroke-linecap="round"/>
${pattern('weave', motif, accent)}<path d="M300 190H540V560Q420 580 300 560Z" fill="${deep}"/><path d="${body}" fill="${main}"/><path d="M276 460H524V560Q400 578 276 560Z" fill="url(#weave)" opacity=".9"/>
<path d="M276 448H524M276 568Q400 586 524 568" stroke="${deep}" stroke-width="5" fill="none"/><path d="M276 190Q400 178 524 190V222H276Z" fill="${main}"/><path d="${body}" fill="url(#light)"/>
<g stroke="${deep}" stroke-width="4">${Array.from({ length: 25 }, (_, i) => `<path d="M${280 + i * 10} ${603 + Math.round(7 * Math.sin((i / 24) * Math.PI))}v22"/>`).join('')}</g>`;
};

const rug: Draw = ({ colours: { main, deep, accent }, motif }) => `${pattern('weave', motif, accent)}
<g transform="translate(0 60)"><path d="M250 240H550L650 570H150Z" fill="${main}"/><path d="M270 262H530L612 548H188Z" fill="url(#weave)"/><path d="M270 262H530L612 548H188Z" fill="none" stroke="${deep}" stroke-width="8"/><path d="M250 240H550L650 570H150Z" fill="url(#light)" opacity=".8"/>
<g stroke="${deep}" stroke-width="5" stroke-linecap="round">${Array.from({ length: 40 }, (_, i) => `<path d="M${156 + i * 12.5} 572v22"/>`).join('')}</g></g>`;

export const textiles = { cushion, throwBlanket, towel, rug };
