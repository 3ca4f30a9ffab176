import { allowedAttributes, allowedElements } from './allow.ts';

/**
 * All that a foreign text may hold without doing anything by itself: what articles are made of (`allow.ts`), and the
 * rest of HTML, formulas (MathML) and drawings (SVG), without scripts, embedded documents, animations, and references
 * that load or run something. A feed is read into this; what readers are shown keeps to articles.
 */

/** Attributes, by their names in lower case as they are written. */
export type Attributes = ReadonlyMap<string, string>;
export type Allowance = ReadonlyMap<string, { readonly tag: string; readonly attributes: Attributes }>;

function written(names: string): Map<string, string> {
  return new Map(names.split(' ').map((name) => [name.toLowerCase(), name] as const));
}

const html =
  'area button canvas command datagrid datalist dialog dir event-source fieldset font form input keygen label legend ' +
  'map menu meter multicol nextid noscript optgroup option output progress select spacer textarea';

const htmlAttributes = written(
  'abbr accept accept-charset accesskey action align alt axis background balance bgcolor border bordercolor ' +
    'bordercolordark bordercolorlight cellpadding cellspacing char charoff charset checked cite class clear color cols ' +
    'colspan compact controls coords datetime default dir disabled enctype face for form frame headers height hidden ' +
    'high href hreflang hspace icon id ismap kind label lang list longdesc loop low max maxlength media method min ' +
    'multiple muted name nohref noshade nowrap open optimum pattern point-size poster preload prompt radiogroup ' +
    'readonly rel required rev reversed rows rowspan rules scope selected shape size span src srclang start step style ' +
    'summary tabindex target title type usemap valign value volume vspace width wrap',
);

const mathml =
  'math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms ' +
  'mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics annotation';

const mathmlAttributes = written(
  'actiontype align columnalign columnlines columnspacing columnspan depth display displaystyle encoding equalcolumns ' +
    'equalrows fence fontstyle fontweight frame height linethickness lspace mathbackground mathcolor mathsize ' +
    'mathvariant maxsize minsize notation open close other rowalign rowlines rowspacing rowspan rspace scriptlevel ' +
    'selection separator separators stretchy width class dir id lang style title xmlns',
);

const svg =
  'svg circle defs desc ellipse g line linearGradient marker metadata path polygon polyline radialGradient rect stop ' +
  'switch text tspan use font font-face font-face-name font-face-src glyph hkern missing-glyph';

const svgAttributes = written(
  'accent-height alphabetic arabic-form ascent baseProfile bbox cap-height class color color-rendering cx cy d dx dy ' +
    'descent display fill fill-opacity fill-rule font-family font-size font-stretch font-style font-variant ' +
    'font-weight fx fy g1 g2 glyph-name gradientTransform gradientUnits hanging height horiz-adv-x horiz-origin-x id ' +
    'ideographic k lang marker-end marker-mid marker-start markerHeight markerUnits markerWidth mathematical name ' +
    'offset opacity orient origin overline-position overline-thickness panose-1 path pathLength points ' +
    'preserveAspectRatio r refX refY requiredExtensions requiredFeatures rotate rx ry slope stemh stemv stop-color ' +
    'stop-opacity strikethrough-position strikethrough-thickness stroke stroke-dasharray stroke-dashoffset ' +
    'stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style systemLanguage target ' +
    'text-anchor transform type u1 u2 underline-position underline-thickness unicode unicode-range units-per-em ' +
    'version viewBox visibility width widths x x-height x1 x2 y y1 y2 zoomAndPan xlink:href xlink:title xmlns ' +
    'xmlns:xlink',
);

/** Elements of formulas and drawings: in them `<path/>` is empty in HTML too. */
export const foreignElements: ReadonlySet<string> = new Set(
  `${mathml} ${svg}`
    .toLowerCase()
    .split(' ')
    .filter((name) => name !== 'font'),
);

/** What articles may hold. */
export const inArticles: Allowance = new Map(
  [...allowedElements].map((name) => {
    const attributes = new Map([...(allowedAttributes.get(name) ?? [])].map((attribute) => [attribute, attribute]));
    return [name, { tag: name, attributes }] as const;
  }),
);

/** What may stand in a text of a feed. */
export const harmless: Allowance = new Map([
  ...named(svg, svgAttributes),
  ...named(mathml, mathmlAttributes),
  ...named(html, htmlAttributes),
  ...named([...allowedElements].join(' '), htmlAttributes),
  ['a', { tag: 'a', attributes: new Map([...htmlAttributes, ['xlink:href', 'xlink:href']]) }],
]);

function named(elements: string, attributes: Attributes): [string, { tag: string; attributes: Attributes }][] {
  return elements.split(' ').map((tag) => [tag.toLowerCase(), { tag, attributes }]);
}
