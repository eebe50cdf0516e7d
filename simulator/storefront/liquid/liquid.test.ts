import { describe, expect, it } from 'vitest';
import { createEngine, renderLiquid } from './engine.ts';
import { parseExact, stringifyExact } from './exact-json.ts';
import { formatMoney, hundredths, moneyFormat } from './money-format.ts';
import { writtenMoment } from './written-moment.ts';
import { TemplateDrop } from './template-drop.ts';

const texts = {
  plain: 'Hello {{ name }}',
  raw_html: '<b>{{ name }}</b>',
  points: { one: 'one point', other: '{{ count }} points' },
  nested: { deep: { text: 'deep' } },
};
function render(source: string, globals: object = {}, currency = 'USD', locale = 'en'): string {
  const engine = createEngine({
    currency,
    timeZone: 'Asia/Ho_Chi_Minh',
    now: Date.UTC(2026, 10, 1, 20),
    translations: {
      locale,
      defaultLocale: 'en',
      texts: new Map<string, typeof texts | { points: { other: string } }>([
        ['en', texts],
        ['vi', { points: { other: '{{ count }} điểm' } }],
      ]),
    },
    assetUrl: (file) => `/assets/${file}`,
    snippets: new Map([['greeting', 'Hi {{ who }} in {{ shop }}']]),
  });
  return renderLiquid(engine, source, globals).text;
}

describe('Liquid as Shopify has it', () => {
  it.each([
    ['{{ 7 | divided_by: 2 }}', '3'],
    ['{{ -7 | divided_by: 2 }}', '-4'],
    ['{{ 7 | divided_by: 2.0 }}', '3.5'],
    ["{{ '7.0' | divided_by: 2 }}", '3.5'],
    ["{{ '1.15' | times: 100 }}", '115'],
    ['{{ 1.15 | times: 100 }}', '115'],
    ['{{ 0.1 | plus: 0.2 }}', '0.3'],
    ['{{ 0.3 | minus: 0.1 }}', '0.2'],
    ['{{ -7 | modulo: 3 }}', '2'],
    ["{{ 'what' | plus: 1 }}", '1'],
  ])('counts exactly: %s is %s', (source, expected) => {
    expect(render(source)).toBe(expected);
  });

  it('refuses a filter that does not exist, and a division by zero', () => {
    expect(() => render('{{ 1 | no_such_filter }}')).toThrow(/undefined filter/);
    expect(() => render('{{ 1 | divided_by: 0 }}')).toThrow(/divided by 0/);
  });

  it('prints nothing for what is not there', () => {
    expect(render('[{{ nobody.here.at_all }}]')).toBe('[]');
  });

  it('keeps ids above 2^53 to the last digit, printed, compared, as JSON and in a list', () => {
    const globals = { product: { id: 820000000000000017n }, list: parseExact('[820000000000000017]') };
    expect(render('{{ product.id }} {{ product.id | json }} {{ product | json }}', globals)).toBe(
      '820000000000000017 820000000000000017 {"id":820000000000000017}',
    );
    expect(render('{% if list contains product.id %}yes{% endif %}', globals)).toBe('yes');
    expect(
      render(
        "{% assign text = product.id | append: '' %}{% if list contains text %}yes{% else %}no{% endif %}",
        globals,
      ),
    ).toBe('no');
  });

  it('translates with plurals of the shown language, falls back to the default one, and says what is missing', () => {
    expect(render("{{ 'points' | t: count: 1 }}, {{ 'points' | t: count: 2 }}")).toBe('one point, 2 points');
    expect(render("{{ 'points' | t: count: 1 }}", {}, 'VND', 'vi')).toBe('1 điểm');
    expect(render("{{ 'nested.deep.text' | t }}", {}, 'VND', 'vi')).toBe('deep');
    expect(render("{{ 'nested.none' | t }}", {}, 'VND', 'vi')).toBe('Translation missing: vi.nested.none');
    expect(render("{{ 'constructor' | t }}")).toBe('Translation missing: en.constructor');
  });

  it('escapes what is put into a text, unless the key ends in _html', () => {
    expect(render("{{ 'plain' | t: name: '<i>' }}")).toBe('Hello &lt;i&gt;');
    expect(render("{{ 'raw_html' | t: name: '<i>' }}")).toBe('<b><i></b>');
  });

  it('skips what is for Shopify’s tools', () => {
    const source =
      '{% doc %}{% render %}{% enddoc %}a{% schema %}{"available_if": "{{ app.x }}"}{% endschema %}b{% stylesheet %}x{% endstylesheet %}{% javascript %}y{% endjavascript %}c';
    expect(render(source)).toBe('abc');
    expect(() => render('{% schema %}{}')).toThrow(/not closed/);
  });

  it('gives a snippet the global objects but not the page’s own variables', () => {
    expect(render("{% assign secret = 'x' %}{% render 'greeting', who: 'Lan' %}", { shop: 'Fixture' })).toBe(
      'Hi Lan in Fixture',
    );
    expect(render("{% assign who = 'x' %}{% render 'greeting' %}", { shop: 'Fixture' })).toBe('Hi  in Fixture');
  });

  it('pages a list and counts its pages', () => {
    const source =
      '{% paginate things.all by 2 %}{% for each in things.all %}{{ each }}{% endfor %} {{ paginate.current_page }}/{{ paginate.pages }} {{ paginate.items }}{% endpaginate %}';
    const globals = { things: { all: ['a', 'b', 'c'] } };
    expect(render(source, { ...globals, current_page: 2 })).toBe('c 2/2 3');
    expect(render(source, { ...globals, current_page: 99 })).toBe('c 2/2 3');
    expect(render(source, globals)).toBe('ab 1/2 3');
  });

  it('writes forms that lead back into the store’s language', () => {
    const source = "{% form 'product', product, class: 'x' %}in{% endform %}";
    expect(render(source, { routes: { root_url: '/vi' } })).toMatch(
      /^<form method="post" action="\/vi\/cart\/add" accept-charset="UTF-8" class="x">.*in<\/form>$/,
    );
    expect(() => render("{% form 'unknown_kind' %}{% endform %}")).toThrow(/unknown_kind/);
  });

  it('tells times of the store’s zone by the simulator’s clock', () => {
    expect(render("{{ 'now' | date: '%Y-%m-%d %H:%M' }}")).toBe('2026-11-02 03:00');
    expect(render("{{ '2026-11-01T20:00:00Z' | date: '%d/%m' }}")).toBe('02/11');
  });

  it('prints the whole name of a template and offers its parts', () => {
    const globals = { template: new TemplateDrop('customers/account') };
    expect(render('{{ template }} {{ template.name }} {{ template.directory }}', globals)).toBe(
      'customers/account account customers',
    );
    expect(render("{% if template == 'customers/account' %}same{% endif %}", globals)).toBe('same');
  });
});

describe('money', () => {
  it.each([
    [150_000, 'VND', '150.000₫'],
    [-1000, 'VND', '-1.000₫'],
    [1250, 'USD', '$12.50'],
    [123_456_789, 'USD', '$1,234,567.89'],
    [5, 'USD', '$0.05'],
    [1500, 'JPY', '¥1,500'],
    [1250, 'EUR', '€12,50'],
    [1250, 'CHF', '12.50 CHF'],
    [12_345, 'KWD', '12.35 KWD'],
  ])('%i minor units of %s are %s', (minor, currency, expected) => {
    expect(formatMoney(hundredths(minor, currency), currency)).toBe(expected);
  });

  it('is in hundredths for every currency, so that ₫150,000 is 15,000,000', () => {
    expect(hundredths(150_000, 'VND')).toBe(15_000_000);
    expect(
      render(
        '{{ 15000000 | money }} {{ 15000000 | money_with_currency }} {{ 15000000 | money_without_currency }}',
        {},
        'VND',
      ),
    ).toBe('150.000₫ 150.000₫ VND 150.000');
    expect(render('{{ 1000 | money_without_trailing_zeros }} {{ 1050 | money_without_trailing_zeros }}')).toBe(
      '$10 $10.50',
    );
  });
});

describe('what theme blocks reckon with', () => {
  it('compares colours as WCAG does', () => {
    expect(render("{{ '#ffffff' | color_contrast: '#000' }} {{ '#777777' | color_contrast: '#ffffff' }}")).toBe(
      '21 4.48',
    );
  });

  it('reads a day without a zone as the store’s own, and a moment with one as it is', () => {
    const day = (text: string, zone: string) => writtenMoment(text, zone).toISOString();
    expect(day('2026-11-27', 'Asia/Ho_Chi_Minh')).toBe('2026-11-26T17:00:00.000Z');
    expect(day('2026-07-01 09:30', 'America/New_York')).toBe('2026-07-01T13:30:00.000Z');
    expect(day('2026-11-01 12:00', 'America/New_York')).toBe('2026-11-01T17:00:00.000Z');
    expect(day('2026-11-27T00:00:00Z', 'America/New_York')).toBe('2026-11-27T00:00:00.000Z');
  });

  it('writes JSON that cannot end the script around it', () => {
    expect(render('{{ text | json }}', { text: '</script>' })).toBe('"\\u003c/script>"');
  });

  it('tells the shop’s money format in Shopify’s own words', () => {
    expect([moneyFormat('USD'), moneyFormat('VND'), moneyFormat('EUR'), moneyFormat('JPY')]).toEqual([
      '${{amount}}',
      '{{amount_no_decimals_with_comma_separator}}₫',
      '€{{amount_with_comma_separator}}',
      '¥{{amount_no_decimals}}',
    ]);
  });
});

describe('exact JSON', () => {
  it('goes there and back without losing a digit, and leaves text that looks alike alone', () => {
    const json = '{"id":820000000000000017,"text":"820000000000000017","small":3,"part":1.5,"odd":"\\u00001"}';
    expect(parseExact(json)).toMatchObject({
      id: 820000000000000017n,
      text: '820000000000000017',
      small: 3,
      part: 1.5,
    });
    const text = '{"id":820000000000000017,"text":"820000000000000017"}';
    expect(stringifyExact(parseExact(text))).toBe(text);
  });
});
