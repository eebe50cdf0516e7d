/** Cups, pots, vases and other things that hold something. */
import { pattern } from './motif.ts';
import type { Draw } from './look.ts';

/** A body with its pattern and its light; `inside` is drawn over it. */
function clad(body: string, { colours, motif }: Parameters<Draw>[0], inside = ''): string {
  return `${pattern('glaze', motif, colours.accent)}<path d="${body}" fill="${colours.main}"/><path d="${body}" fill="url(#glaze)" opacity=".55"/>${inside}<path d="${body}" fill="url(#light)"/>`;
}
const steam = (y: number): string =>
  `<g fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="10" stroke-linecap="round"><path d="M360 ${y}q-26-34 0-66t0-66"/><path d="M432 ${y + 8}q-26-34 0-66t0-66"/></g>`;

const mug: Draw = (picture) => `${steam(330)}
<path d="M520 424h44q62 0 62 62t-62 62h-60" fill="none" stroke="${picture.colours.deep}" stroke-width="34"/>
${clad('M250 380V586Q250 642 306 642H474Q530 642 530 586V380Z', picture)}
<ellipse cx="390" cy="380" rx="140" ry="30" fill="${picture.colours.deep}"/><ellipse cx="390" cy="385" rx="122" ry="22" fill="#3b2418"/>`;

const cup: Draw = (
  picture,
) => `${steam(358)}<ellipse cx="400" cy="622" rx="220" ry="34" fill="${picture.colours.deep}"/><ellipse cx="400" cy="612" rx="220" ry="34" fill="${picture.colours.main}"/>
<path d="M534 442q74-14 74 40t-100 62" fill="none" stroke="${picture.colours.deep}" stroke-width="24"/>
${clad('M246 412H554Q550 560 470 606H330Q250 560 246 412Z', picture)}
<ellipse cx="400" cy="412" rx="154" ry="32" fill="${picture.colours.deep}"/><ellipse cx="400" cy="417" rx="136" ry="24" fill="#4a2c1a"/>`;

const phin: Draw = ({
  colours: { main, deep, accent },
}) => `<path d="M316 470H484L468 622Q466 642 446 642H354Q334 642 332 622Z" fill="#e9f1f2" opacity=".85"/><path d="M326 552H474L468 622Q466 642 446 642H354Q334 642 332 622Z" fill="#3b2114"/><path d="M324 534H476L474 556H326Z" fill="#f3e0bd"/>
<path d="M340 480 352 626" stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".8"/>
<path d="M400 474V548" stroke="#3b2114" stroke-width="6"/>
<path d="M262 440H538L520 470H280Z" fill="${deep}"/><path d="M304 292H496V440H304Z" fill="${main}"/><path d="M304 292H496V440H304Z" fill="url(#light)"/>
<path d="M304 326H496M304 406H496" stroke="${deep}" stroke-opacity=".5" stroke-width="4"/><path d="M290 262H510V294H290Z" fill="${deep}"/><path d="M290 262Q400 210 510 262Z" fill="${main}"/><circle cx="400" cy="226" r="17" fill="${accent}"/>
<path d="M496 340h46q20 0 20 24t-20 24h-46" fill="none" stroke="${deep}" stroke-width="14"/>`;

const kettle: Draw = (
  picture,
) => `<path d="M516 470C600 470 596 380 640 320" fill="none" stroke="${picture.colours.deep}" stroke-width="26" stroke-linecap="round"/>
<path d="M282 402C150 360 150 590 268 566" fill="none" stroke="${picture.colours.accent}" stroke-width="26" stroke-linecap="round"/>
${clad('M300 368H500L548 600Q552 642 510 642H290Q248 642 252 600Z', picture)}
<path d="M292 344H508V372H292Z" fill="${picture.colours.deep}"/><path d="M310 344Q400 286 490 344Z" fill="${picture.colours.main}"/><circle cx="400" cy="298" r="20" fill="${picture.colours.accent}"/>`;

const jug: Draw = (
  picture,
) => `<path d="M500 346C640 320 640 540 504 560" fill="none" stroke="${picture.colours.deep}" stroke-width="30"/>
${clad('M300 252Q270 240 262 222H500Q492 330 510 400Q560 520 520 612Q512 642 480 642H320Q288 642 280 612Q240 520 290 400Q306 330 300 252Z', picture)}
<path d="M262 222Q380 196 500 222Q380 250 262 222Z" fill="${picture.colours.deep}"/>`;

const vase: Draw = (
  picture,
) => `<g fill="none" stroke="#6f8a5c" stroke-width="7"><path d="M400 270Q360 180 300 130"/><path d="M402 270Q412 170 404 90"/><path d="M404 270Q460 190 506 150"/></g>
<g fill="#87a173"><path d="M300 130q-40 6-46-34 44-6 46 34ZM404 90q-24-30 4-56 28 28-4 56ZM506 150q10-38 48-30-6 38-48 30Z"/><path d="M352 200q-44 20-62-12 36-28 62 12ZM410 172q40-10 46 22-36 18-46-22ZM450 210q34 14 24 44-36-8-24-44Z"/></g>
${clad('M362 250H438Q430 330 476 386Q546 470 506 590Q490 642 450 642H350Q310 642 294 590Q254 470 324 386Q370 330 362 250Z', picture)}
<ellipse cx="400" cy="250" rx="38" ry="11" fill="${picture.colours.deep}"/>`;

const bowl: Draw = (picture) => `${clad('M190 428H610Q600 580 470 622V642H330V622Q200 580 190 428Z', picture)}
<ellipse cx="400" cy="428" rx="210" ry="46" fill="${picture.colours.deep}"/><ellipse cx="400" cy="436" rx="186" ry="34" fill="${picture.colours.main}"/>`;

const plate: Draw = (picture) => `${pattern('glaze', picture.motif, picture.colours.accent)}
${[0, 1, 2, 3].map((i) => `<ellipse cx="400" cy="${606 - i * 22}" rx="226" ry="46" fill="${picture.colours.deep}"/><ellipse cx="400" cy="${598 - i * 22}" rx="226" ry="46" fill="${picture.colours.main}"/>`).join('')}
<g transform="translate(400 340) rotate(-8)"><circle r="196" fill="${picture.colours.deep}"/><circle r="188" fill="${picture.colours.main}"/><circle r="188" fill="url(#glaze)" opacity=".6"/><circle r="118" fill="${picture.colours.main}"/><circle r="118" fill="none" stroke="${picture.colours.deep}" stroke-opacity=".3" stroke-width="4"/><circle r="188" fill="url(#light)" opacity=".7"/></g>`;

const planter: Draw = (
  picture,
) => `<g fill="#5f7d52"><path d="M400 420C330 340 250 330 214 250 310 250 380 310 400 420Z"/><path d="M400 420C470 340 550 330 586 250 490 250 420 310 400 420Z"/><path d="M400 430C350 320 360 220 400 140 440 220 450 320 400 430Z" fill="#7a9a68"/><path d="M396 430C300 410 240 410 190 370 270 350 350 370 396 430Z" fill="#8aa878"/><path d="M404 430C500 410 560 410 610 370 530 350 450 370 404 430Z" fill="#6d8d5e"/></g>
<path d="M400 160V420M232 262Q350 320 400 420M568 262Q450 320 400 420" stroke="#3f5a37" stroke-opacity=".4" stroke-width="4" fill="none"/>
${clad('M280 450H520L496 616Q492 642 466 642H334Q308 642 304 616Z', picture)}<path d="M266 414H534V458H266Z" fill="${picture.colours.deep}"/><path d="M266 414H534V458H266Z" fill="url(#light)"/>`;

export const vessels = { mug, cup, phin, kettle, jug, vase, bowl, plate, planter };
