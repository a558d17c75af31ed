import { answers } from './apex-cases.ts';

answers('Strings are cut and searched by position', {
  "'Hello'.substring(1, 3)": 'el',
  "'Hello'.substring(2)": 'llo',
  "'Hello'.substring(2, 9)": 'System.StringException: Ending position out of bounds: 9',
  "'Hello'.substring(9)": 'System.StringException: Starting position out of bounds: 9',
  "'Hello'.left(2) + '|' + 'Hello'.right(2) + '|' + 'Hello'.mid(1, 3) + '|' + 'Hi'.left(9)": 'He|lo|ell|Hi',
  "'Hello'.indexOf('l') + ',' + 'Hello'.lastIndexOf('l') + ',' + 'Hello'.indexOf('x') + ',' + 'Hello'.indexOf('l', 3)":
    '2,3,-1,3',
  "'Hello'.indexOfIgnoreCase('LL')": '2',
  "'abcd'.indexOfAny('xd') + ',' + 'abcd'.indexOfAnyBut('ab')": '3,2',
  "'AB'.charAt(1)": '66',
  "'Salesforce.com'.substringAfter('.') + '|' + 'a.b.c'.substringAfterLast('.') + '|' + 'a.b'.substringAfter('x')":
    'com|c|',
  "'a.b.c'.substringBefore('.') + '|' + 'a.b.c'.substringBeforeLast('.') + '|' + 'ab'.substringBefore('.')": 'a|a.b|ab',
  "'[yay]'.substringBetween('[', ']')": 'yay',
  "'tagYellowtag'.substringBetween('tag')": 'Yellow',
  "'none'.substringBetween('[', ']')": 'null',
  "'i am a machine'.difference('i am a robot')": 'robot',
  "'abcde'.indexOfDifference('abxyz')": '2',
  "'Hello'.countMatches('l')": '2',
});

answers('Strings tell what they are made of', {
  "String.isBlank(' \\t') + ',' + String.isBlank(null) + ',' + String.isEmpty(' ') + ',' + String.isNotBlank('a')":
    'true,true,false,true',
  "'abc'.isAlpha() + ',' + 'ab1'.isAlpha() + ',' + ''.isAlpha() + ',' + 'ab 1'.isAlphanumericSpace()":
    'true,false,false,true',
  "'1234'.isNumeric() + ',' + '1.5'.isNumeric() + ',' + ''.isNumeric()": 'true,false,false',
  "'abc'.isAllLowerCase() + ',' + 'aBc'.isAllLowerCase() + ',' + 'ABC'.isAllUpperCase()": 'true,false,true',
  "'Hello'.contains('ell') + ',' + 'Hello'.containsIgnoreCase('ELL') + ',' + 'abc'.containsOnly('abcd')":
    'true,true,true',
  "'Hello'.startsWith('he') + ',' + 'Hello'.startsWithIgnoreCase('he') + ',' + 'Hello'.endsWith('lo')":
    'false,true,true',
  "'Hello'.compareTo('Help') + ',' + 'a'.compareTo('abc')": '-4,-2',
  "'Hello'.contains(null)": 'System.NullPointerException: Argument cannot be null.',
  "'kitten'.getLevenshteinDistance('sitting') + ',' + 'kitten'.getLevenshteinDistance('sitting', 2)": '3,-1',
  "String.getCommonPrefix(new List<String>{'SFDCApex', 'SFDCVisualforce'})": 'SFDC',
});

answers('Strings are padded, shortened and turned', {
  "'ab'.leftPad(4) + '|' + 'ab'.leftPad(5, 'xy') + '|' + 'ab'.rightPad(4, '-') + '|' + 'hello'.center(9, '-')":
    '  ab|xyxab|ab--|--hello--',
  "'Hello Maximillian'.abbreviate(8) + '|' + 'Hello Maximillian'.abbreviate(11, 5)": 'Hello...|... Maxi...',
  "'Hello'.abbreviate(3)": 'System.StringException: Minimum abbreviation width is 4',
  "'abc'.repeat(2) + '|' + 'abc'.repeat('-', 3) + '|' + 'abc'.reverse() + '|' + 'aBc'.swapCase()":
    'abcabc|abc-abc-abc|cba|AbC',
  "'hello'.capitalize() + '|' + 'Hello'.uncapitalize() + '|' + '  a  b '.normalizeSpace() + '|' + ' a b '.deleteWhitespace()":
    'Hello|hello|a b|ab',
  "'  x '.trim() + '|' + 'abcabc'.remove('b') + '|' + 'www.a.com'.removeStart('www.') + '|' + 'a.COM'.removeEndIgnoreCase('.com')":
    'x|acac|a.com|a',
  "'Salesforce and force.com'.replace('force', 'X') + '|' + 'a1b22'.replaceAll('[0-9]+', '<$0>') + '|' + 'aa'.replaceFirst('a', 'b')":
    'SalesX and X.com|a<1>b<22>|ba',
  "'hello world'.overlay('BYE', 0, 5)": 'BYE world',
  "'Lightning.platform'.splitByCharacterType()": '(L, ightning, ., platform)',
  "'Lightning.platform'.splitByCharacterTypeCamelCase()": '(Lightning, ., platform)',
});

answers('Strings split by Java regular expressions', {
  "'boo:and:foo'.split(':')": '(boo, and, foo)',
  "'boo:and:foo'.split(':', 2)": '(boo, and:foo)',
  "'boo:and:foo'.split('o')": '(b, , :and:f)',
  "'boo:and:foo'.split('o', -1)": '(b, , :and:f, , )',
  "'a.b'.split('\\\\.')": '(a, b)',
  "'abc'.split('')": '(a, b, c)',
  "''.split(',').size()": '1',
});

answers('Strings are escaped for other notations and back', {
  "String.escapeSingleQuotes('O\\'Neill')": "O\\'Neill",
  '\'"Bread" & <b>é</b>\'.escapeHtml4()': '&quot;Bread&quot; &amp; &lt;b&gt;&eacute;&lt;/b&gt;',
  "'&quot;&eacute;&#8364;&hellip;'.unescapeHtml4()": '"é€…',
  "'<a href=\"x\">it\\'s</a>'.escapeXml()": '&lt;a href=&quot;x&quot;&gt;it&apos;s&lt;/a&gt;',
  "'Max1, \"Max2\"'.escapeCsv() + '|' + 'plain'.escapeCsv()": '"Max1, ""Max2"""|plain',
  '\'"Max1, ""Max2"""\'.unescapeCsv()': 'Max1, "Max2"',
  "'de onde você é'.escapeUnicode() + '|' + 'a\\u00ea'.unescapeUnicode()": 'de onde voc\\u00EA \\u00E9|aê',
  '\'He said "hi"\\n\'.escapeJava()': 'He said \\"hi\\"\\n',
  "'<p>Hello <b>you</b></p>'.stripHtmlTags()": 'Hello you',
});

answers('String.format fills a message as java.text.MessageFormat does', {
  "String.format('Hello {0}, shall we play a {1}?', new List<String>{'David', 'game'})":
    'Hello David, shall we play a game?',
  "String.format('It\\'\\'s {0}', new List<Object>{1000})": "It's 1000",
  "String.format('\\'{0}\\' is {0}', new List<Object>{'x'})": '{0} is x',
  "String.format('{0} {2}', new List<Object>{null})": 'null {2}',
});

answers(
  'String.valueOf writes every type in its own form',
  {
    'String.valueOf(1.50) + String.valueOf(2L) + String.valueOf(true)': '1.502true',
    "String.valueOf(1.0d) + ',' + String.valueOf(12345678.9d)": '1.0,1.23456789E7',
    'String.valueOf(Date.newInstance(2024, 2, 9))': '2024-02-09',
    "'' + Date.newInstance(2024, 2, 9)": '2024-02-09 00:00:00',
    'String.valueOf((Object) null) == null': 'true',
    'new List<Integer>{1, 2, null}': '(1, 2, null)',
    "new Set<String>{'a', 'b'}": '{a, b}',
    "new Map<String, Integer>{'a' => 1, 'b' => 2}": '{a=1, b=2}',
    'new List<Integer>{1,2,3,4,5,6,7,8,9,10,11}': '(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...)',
    "new Account(Name = 'Acme')": 'Account:{Name=Acme}',
    "new Foo(1, 'x')": 'Foo:[n=1, text=x]',
    'RoundingMode.HALF_UP': 'HALF_UP',
    "Blob.valueOf('abc')": 'Blob[3]',
    "'abc'.getChars()": '(97, 98, 99)',
    'String.fromCharArray(new List<Integer>{97, 98})': 'ab',
    "String.join(new List<Object>{1, null, 'a'}, '-')": '1--a',
  },
  {
    Foo: 'public class Foo { Integer n; String text; public Foo(Integer n, String text) { this.n = n; this.text = text; } }',
  },
);

answers('Ids are checked and shown with 15 or 18 characters', {
  "Id.valueOf('001Qx0000000001')": '001Qx0000000001IAA',
  "Id.valueOf('001Qx0000000001IAA').to15()": '001Qx0000000001',
  "Id.valueOf('nonsense')": 'System.StringException: Invalid id: nonsense',
  "Id.valueOf('001Qx0000000001').getSObjectType()": 'Account',
});
