/** Lights, wood and other things for a room. */
import { ornament, pattern } from './motif.ts';
import { type Draw, escapeXml } from './look.ts';

const candle: Draw = ({
  colours: { main, deep, accent },
  motif,
  label,
}) => `<path d="M400 330C366 290 392 262 400 222 410 262 436 290 400 330Z" fill="#ffb648"/><path d="M400 326C386 304 396 290 400 270 406 290 414 304 400 326Z" fill="#fff2c4"/><circle cx="400" cy="290" r="120" fill="#ffdf9c" opacity=".22"/>
<path d="M400 350V322" stroke="#3b2a1c" stroke-width="7"/>
<path d="M284 356V600Q284 642 326 642H474Q516 642 516 600V356Z" fill="${main}"/><ellipse cx="400" cy="356" rx="116" ry="24" fill="${deep}"/><ellipse cx="400" cy="360" rx="100" ry="17" fill="#fff6e4"/>
<rect x="318" y="430" width="164" height="146" rx="4" fill="#fffaf2"/>${ornament(motif, 400, 484, 66, accent)}
<text x="400" y="556" text-anchor="middle" font-family="Georgia, serif" font-size="${Math.min(24, 250 / Math.max(label?.length ?? 1, 1))}" fill="${deep}">${escapeXml(label ?? '')}</text>
<path d="M284 356V600Q284 642 326 642H474Q516 642 516 600V356Z" fill="url(#light)"/>`;

const lamp: Draw = ({
  colours: { main, deep, accent },
  motif,
}) => `<ellipse cx="400" cy="430" rx="250" ry="190" fill="#ffe6ae" opacity=".35"/><path d="M388 380H412V604H388Z" fill="${deep}"/><circle cx="400" cy="478" r="38" fill="${deep}"/><circle cx="400" cy="546" r="54" fill="${deep}"/><circle cx="386" cy="528" r="16" fill="#fff" opacity=".25"/><path d="M310 622Q310 600 400 600T490 622V642H310Z" fill="${deep}"/>
${pattern('weave', motif, accent)}<path d="M322 160H478L556 392H244Z" fill="${main}"/><path d="M322 160H478L556 392H244Z" fill="url(#weave)" opacity=".5"/><path d="M322 160H478L556 392H244Z" fill="url(#light)" opacity=".7"/><path d="M244 392H556" stroke="${deep}" stroke-width="8"/><path d="M470 392V450" stroke="${accent}" stroke-width="4"/><circle cx="470" cy="456" r="9" fill="${accent}"/>`;

const basket: Draw = ({
  colours: { main, deep, accent },
}) => `<path d="M270 420C250 220 550 220 530 420" fill="none" stroke="${deep}" stroke-width="24"/>
<path d="M214 412H586L548 616Q544 642 518 642H282Q256 642 252 616Z" fill="${main}"/>
<g stroke="${deep}" stroke-opacity=".55" stroke-width="7" fill="none">${Array.from({ length: 6 }, (_, i) => `<path d="M${222 + i * 6} ${446 + i * 36}Q400 ${470 + i * 36} ${578 - i * 6} ${446 + i * 36}"/>`).join('')}${Array.from({ length: 11 }, (_, i) => `<path d="M${240 + i * 32} 416L${272 + i * 25.6} 640"/>`).join('')}</g>
<path d="M204 396H596V432H204Z" fill="${accent}"/><path d="M204 396H596V432H204Z" fill="url(#light)"/><path d="M214 412H586L548 616Q544 642 518 642H282Q256 642 252 616Z" fill="url(#light)"/>`;

const board: Draw = ({
  colours: { main, deep, accent },
}) => `<g transform="rotate(9 400 420)"><path d="M290 244Q290 210 324 210H370V150Q370 122 400 122T430 150V210H476Q510 210 510 244V600Q510 636 476 636H324Q290 636 290 600Z" fill="${main}"/><circle cx="400" cy="160" r="14" fill="${deep}"/>
<g fill="none" stroke="${deep}" stroke-opacity=".32" stroke-width="5"><path d="M318 236Q336 420 314 616M352 230Q372 400 352 620M396 226Q384 420 398 622M440 230Q420 380 446 620M482 236Q466 440 486 612"/><path d="M384 420q16-26 30 0t-30 0"/></g>
<path d="M290 520H510V560H290Z" fill="${accent}" opacity=".85"/><path d="M290 244Q290 210 324 210H476Q510 210 510 244V600Q510 636 476 636H324Q290 636 290 600Z" fill="url(#light)"/></g>`;

const clock: Draw = ({
  colours: { main, deep, accent },
}) => `<circle cx="400" cy="400" r="236" fill="${deep}"/><circle cx="400" cy="400" r="212" fill="${main}"/><circle cx="400" cy="400" r="212" fill="url(#light)" opacity=".6"/>
<g stroke="${deep}" stroke-width="12" stroke-linecap="round">${Array.from({ length: 12 }, (_, i) => `<path d="M400 ${i % 3 === 0 ? 214 : 206}V${i % 3 === 0 ? 246 : 222}" transform="rotate(${i * 30} 400 400)"/>`).join('')}</g>
<path d="M400 400 312 336" stroke="${deep}" stroke-width="18" stroke-linecap="round"/><path d="M400 400 506 290" stroke="${deep}" stroke-width="12" stroke-linecap="round"/><path d="M400 400 400 556" stroke="${accent}" stroke-width="6" stroke-linecap="round"/><circle cx="400" cy="400" r="18" fill="${accent}"/>`;

const frame: Draw = ({ colours: { main, deep, accent }, motif }) =>
  `<rect x="236" y="150" width="328" height="430" fill="${deep}"/><rect x="236" y="150" width="328" height="430" fill="url(#light)"/><rect x="262" y="176" width="276" height="378" fill="#fffdf8"/><rect x="302" y="222" width="196" height="286" fill="${main}"/>${ornament(motif, 400, 364, 168, accent)}<path d="M262 176 360 176 262 330Z" fill="#fff" opacity=".35"/>`;

const shelfJar: Draw = ({
  colours: { main, deep, accent },
  motif,
}) => `<path d="M296 300Q268 320 268 356V600Q268 642 310 642H490Q532 642 532 600V356Q532 320 504 300Z" fill="#eef4f2" opacity=".8"/><path d="M274 420Q400 396 526 420V598Q526 636 488 636H312Q274 636 274 598Z" fill="${main}"/>
${pattern('weave', motif, accent)}<path d="M274 420Q400 396 526 420V598Q526 636 488 636H312Q274 636 274 598Z" fill="url(#weave)" opacity=".6"/><rect x="284" y="240" width="232" height="64" rx="14" fill="${deep}"/><rect x="284" y="240" width="232" height="64" rx="14" fill="url(#light)"/><path d="M292 360V590" stroke="#fff" stroke-width="12" stroke-linecap="round" opacity=".7"/>`;

export const furnishings = { candle, lamp, basket, board, clock, frame, shelfJar };
