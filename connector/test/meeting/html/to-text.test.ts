import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { htmlTokens } from '../../../src/meeting/html/tokens.ts';
import { htmlToText } from '../../../src/meeting/html/to-text.ts';
import { randomTexts } from '../random-texts.ts';

describe('HTML as text', () => {
  for (const [what, html, text] of [
    ['keeps paragraphs apart', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['keeps line breaks', 'One<br>Two<br/>Three', 'One\nTwo\nThree'],
    ['shows lists as lists', '<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
    ['numbers ordered lists', '<ol><li>One<li>Two</ol>', '1. One\n2. Two'],
    ['indents lists in lists', '<ul><li>One<ul><li>Deep</li></ul></li></ul>', '- One\n  - Deep'],
    [
      'shows check boxes',
      '<ul><li><input type="checkbox" checked>Done</li><li><input type=checkbox>Open</li></ul>',
      '- [x] Done\n- [ ] Open',
    ],
    ['decodes entities once', 'a &amp;lt; b &#8211; &#x1F600; &nbsp; &unknown;', 'a &lt; b – 😀 &unknown;'],
    ['drops scripts, styles and comments', 'a<script>alert("<p>")</script><style>p{}</style><!-- <b> -->b', 'ab'],
    ['drops a script that never ends', 'a<script>alert(1)', 'a'],
    ['keeps a comparison', '3 < 4 and 5 > 4', '3 < 4 and 5 > 4'],
    ['is not fooled by brackets in attributes', '<a title="x > y" href=\'#\'>link</a>', 'link'],
    ['keeps the words behind a quote that never closes', '<a title="x>link</a> and more', 'link and more'],
    ['keeps the words behind a tag that never closes', 'one <b two', 'one <b two'],
    [
      'puts table cells side by side',
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
      '| a | b\n| c',
    ],
    ['collapses white space', '  <p>\n a \t b </p> ', 'a b'],
    ['survives half a character reference', '&#xD800; &#99999999; &#0;', '\uFFFD &#99999999; \uFFFD'],
  ] as const) {
    it(what, () => assert.equal(htmlToText(html), text));
  }

  it('never throws and never leaves a script, whatever the input', () => {
    for (const text of randomTexts(500, [
      '<',
      '>',
      '"',
      "'",
      '<script',
      '</',
      '<!--',
      '-->',
      'li',
      ' a=',
      '&#',
      ';',
      'ü',
      '👍',
    ])) {
      assert.doesNotMatch(htmlToText(text), /<script[^<]*>/i);
    }
  });

  it('reads every character once: tokens never hold more text than there is', () => {
    const hostile = ['<a b="', "<a b='", '<!--', '<script>', '<li', '<', '&#', '<a b=">" c="', '</p', '<b>x'];
    for (const piece of hostile) {
      const html = piece.repeat(5000);
      const tokens = [...htmlTokens(html)];
      const held = tokens.reduce((sum, token) => {
        if (token.kind === 'text') return sum + token.text.length;
        return sum + token.name.length + (token.kind === 'open' ? token.attributes.length : 0);
      }, 0);
      assert.ok(held <= html.length, piece);
      assert.ok(tokens.length <= html.length);
    }
  });
});
