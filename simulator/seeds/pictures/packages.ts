/** What coffee and tea are sold in. */
import { ornament, pattern } from './motif.ts';
import { type Draw, escapeXml } from './look.ts';

/** Long words are set smaller, so that the print stays inside its `width`. */
function print(text: string | undefined, y: number, size: number, width: number, colour: string, weight = 700): string {
  if (!text) return '';
  const fitted = Math.min(size, width / (text.length * 0.68));
  return `<text x="400" y="${y}" text-anchor="middle" font-family="Georgia, 'Times New Roman', serif" font-weight="${weight}" font-size="${fitted.toFixed(1)}" letter-spacing="1" fill="${colour}">${escapeXml(text)}</text>`;
}

const pouch: Draw = ({ colours: { main, deep, accent }, motif, label, note }) => {
  const body = 'M262 196H538L556 600Q558 640 520 642H280Q242 640 244 600Z';
  return `<path d="${body}" fill="${main}"/>
<path d="M262 150Q400 138 538 150V200H262Z" fill="${deep}"/><path d="M262 176H538" stroke="#fff" stroke-opacity=".35" stroke-width="3" stroke-dasharray="9 7"/>
<path d="M244 566Q400 626 556 566L556 600Q558 640 520 642H280Q242 640 244 600Z" fill="${deep}" opacity=".38"/>
<circle cx="400" cy="238" r="13" fill="${deep}" opacity=".55"/><circle cx="400" cy="238" r="5" fill="${main}"/>
<rect x="292" y="282" width="216" height="252" rx="10" fill="#fffaf0"/><rect x="302" y="292" width="196" height="232" rx="6" fill="none" stroke="${accent}" stroke-width="2.5"/>
${ornament(motif, 400, 366, 92, accent)}${print(label, 464, 34, 180, deep)}${print(note, 498, 19, 176, accent, 400)}
<path d="${body}" fill="url(#light)"/>`;
};

const tin: Draw = ({
  colours: { main, deep, accent },
  motif,
  label,
  note,
}) => `<path d="M274 262V606A126 34 0 0 0 526 606V262Z" fill="${main}"/>
${pattern('wrap', motif, deep)}<path d="M274 262V606A126 34 0 0 0 526 606V262Z" fill="url(#wrap)" opacity=".22"/>
<path d="M274 352V520A126 34 0 0 0 526 520V352A126 34 0 0 1 274 352Z" fill="#fffaf0"/>
${ornament(motif, 400, 432, 62, accent)}${print(label, 500, 30, 190, deep)}${print(note, 530, 18, 180, accent, 400)}
<path d="M274 262V606A126 34 0 0 0 526 606V262Z" fill="url(#light)"/>
<path d="M266 214V268A134 36 0 0 0 534 268V214Z" fill="${deep}"/><path d="M266 214V268A134 36 0 0 0 534 268V214Z" fill="url(#light)"/>
<ellipse cx="400" cy="214" rx="134" ry="36" fill="${deep}"/><ellipse cx="400" cy="211" rx="122" ry="30" fill="#fff" opacity=".14"/><circle cx="400" cy="196" r="15" fill="${accent}"/>`;

const box: Draw = ({
  colours: { main, deep, accent },
  motif,
  label,
  note,
}) => `<path d="M232 254 496 234V640L232 622Z" fill="${main}"/><path d="M496 234 586 262V602L496 640Z" fill="${deep}"/>
<path d="M232 254 330 226 586 262 496 234Z" fill="${deep}"/><path d="M232 254 322 228 586 262 496 282Z" fill="${accent}" opacity=".55"/>
${pattern('wrap', motif, accent)}<path d="M496 282 586 262V602L496 640Z" fill="url(#wrap)" opacity=".32"/>
<path d="M232 254 496 282V640L232 622Z" fill="${main}"/><path d="M232 520 496 536V640L232 622Z" fill="${deep}" opacity=".5"/>
<g transform="translate(-36 0) skewY(3)">${ornament(motif, 400, 350, 104, accent)}${print(label, 452, 36, 226, '#fffaf0')}${print(note, 482, 20, 216, accent, 400)}</g>
<path d="M232 254 496 282V640L232 622Z" fill="url(#light)" opacity=".6"/>`;

const bottle: Draw = ({ colours: { main, deep, accent }, motif, label, note }) => {
  const body =
    'M366 214H434V286Q434 318 466 340Q494 360 494 402V612Q494 642 464 642H336Q306 642 306 612V402Q306 360 334 340Q366 318 366 286Z';
  return `<path d="${body}" fill="${main}"/><path d="M306 452Q400 436 494 452V612Q494 642 464 642H336Q306 642 306 612Z" fill="${deep}" opacity=".5"/>
<rect x="356" y="158" width="88" height="62" rx="10" fill="${deep}"/><path d="M356 178H444M356 194H444" stroke="#fff" stroke-opacity=".22" stroke-width="4"/>
<rect x="306" y="410" width="188" height="168" fill="#fffaf0"/><path d="M306 420H494M306 568H494" stroke="${accent}" stroke-width="4"/>
${ornament(motif, 400, 466, 66, accent)}${print(label, 534, 28, 164, deep)}${print(note, 558, 16, 160, accent, 400)}
<path d="${body}" fill="url(#light)"/><path d="M328 400V600" stroke="#fff" stroke-opacity=".5" stroke-width="9" stroke-linecap="round"/>`;
};

const giftBox: Draw = ({
  colours: { main, deep, accent },
  motif,
  label,
}) => `<rect x="206" y="356" width="388" height="286" rx="8" fill="${main}"/>
${pattern('wrap', motif, deep)}<rect x="206" y="356" width="388" height="286" rx="8" fill="url(#wrap)" opacity=".3"/>
<rect x="190" y="290" width="420" height="82" rx="8" fill="${deep}"/><rect x="370" y="290" width="60" height="352" fill="${accent}"/>
<path d="M400 292C330 180 240 210 262 262 276 292 350 296 400 292ZM400 292C470 180 560 210 538 262 524 292 450 296 400 292Z" fill="${accent}"/><path d="M400 292C360 240 300 236 296 258M400 292C440 240 500 236 504 258" fill="none" stroke="${deep}" stroke-opacity=".45" stroke-width="6"/><circle cx="400" cy="284" r="20" fill="${accent}"/>
<rect x="190" y="290" width="420" height="352" fill="url(#light)" opacity=".5"/>
<g transform="translate(112 40) rotate(7 400 520)"><rect x="326" y="462" width="148" height="92" rx="6" fill="#fffaf0"/><circle cx="340" cy="508" r="5" fill="${deep}"/>${print(label, 518, 26, 118, deep)}</g>`;

export const packages = { pouch, tin, box, bottle, giftBox };
