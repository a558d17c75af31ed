import { answers } from './apex-cases.ts';

answers('Patterns match as in Java', {
  "Pattern.matches('[a-z&&[^aeiou]]+', 'rhythm') + ',' + Pattern.matches('a', 'ab')": 'true,false',
  "Matcher m = Pattern.compile('(\\\\w+)@(\\\\w+)\\\\.com').matcher('x joe@acme.com y'); m.find(); return m.group(1) + ',' + m.group(2) + ',' + m.start() + ',' + m.end() + ',' + m.groupCount();":
    'joe,acme,2,14,2',
  "Matcher m = Pattern.compile('a|b').matcher('xaxb'); Integer n = 0; while (m.find()) { n++; } return n;": '2',
  "Matcher m = Pattern.compile('a').matcher('b'); m.find(); return m.group();":
    'System.StringException: No match found',
  "Pattern.compile('(?i)hello').matcher('HELLO world').lookingAt()": 'true',
  "Pattern.compile('\\\\d+').matcher('a1b22').replaceAll('#')": 'a#b#',
  "Matcher.quoteReplacement('$1') + '|' + Pattern.quote('a.b')": '\\$1|\\Qa.b\\E',
  "Pattern.compile('a|ab').matcher('ab').matches()": 'true',
  "Pattern.compile('\\\\bfoo$').matcher('a foo\\n').find()": 'true',
  "Pattern.compile(',').split('a,b,,')": '(a, b)',
  "Pattern.compile('[').matcher('x')":
    'System.StringException: Invalid regex: Unclosed character class near index 0\n[',
  "Matcher m = Pattern.compile('x*').matcher('axx'); List<String> all = new List<String>(); while (m.find()) { all.add('<' + m.group() + '>'); } return all;":
    '(<>, <xx>, <>)',
});
