import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callStatic, evaluate, orgOf } from './apex-project.ts';

/** Apex expression -> its value as text. Each runs as a method of its own. */
const check = (name: string, cases: Readonly<Record<string, string>>): void => {
  test(name, () => {
    const methods = Object.keys(cases).map(
      (expression, i) => `public static Object m${i}() { ${statement(expression)} }`,
    );
    const org = orgOf({ Cases: `public class Cases {\n${methods.join('\n')}\n}` });
    Object.entries(cases).forEach(([expression, expected], i) => {
      assert.equal(callStatic(org, 'Cases', `m${i}`), expected, expression);
    });
  });
};

const statement = (expression: string): string =>
  expression.includes('return ') ? expression : `return ${expression};`;

check('Integer arithmetic truncates and wraps at 32 bits', {
  '7 / 2': '3',
  '-7 / 2': '-3',
  'Integer i = 2147483647; return i + 1;': '-2147483648',
  'Integer i = 65536; return i * i;': '0',
  '2 + 3 * 4 - 1': '13',
  '(2 + 3) * 4': '20',
});

check('Mixed numbers are calculated in the wider type', {
  '7 / 2.0': '3.5',
  'Long l = 2147483647; return l + 1;': '2147483648',
  'Double d = 1; return d / 4;': '0.25',
  '1.10 + 2.205': '3.305',
  '1.50 * 2.0': '3.000',
  'Decimal d = 10; return d / 4;': '2.5',
  'Decimal d = 1; return (d / 3).setScale(4);': '0.3333',
});

check('A parenthesised variable before a minus sign is a subtraction, not a cast', {
  'Integer a = 10; Integer b = 3; return (a) - b;': '7',
  'Integer a = 10; Integer b = 3; return (a) - b * 2;': '4',
  'Integer a = 10; Integer b = 3; return (a) - b * 2 / 3 + 1;': '9',
});

check('Strings are equal whatever their case, and only then', {
  "'Acme' == 'ACME'": 'true',
  "'Acme' != 'acme'": 'false',
  "'Acme'.equals('ACME')": 'false',
  "'a' < 'B'": 'true',
});

check('Concatenation writes every value as Apex does', {
  "String s; return 'a' + s;": 'anull',
  "'n=' + 1 + 2": 'n=12',
  "1 + 2 + '=n'": '3=n',
  "'d=' + 1.50": 'd=1.50',
  "'b=' + true": 'b=true',
  "'date ' + Date.newInstance(2024, 2, 29)": 'date 2024-02-29 00:00:00',
});

check('Compound assignment keeps the type of its target', {
  "String s = 'a'; s += 1; s += 'b'; return s;": 'a1b',
  'Integer i = 7; i /= 2; i *= 5; i -= 1; return i;': '14',
  'Integer i = 6; i |= 1; i &= 5; i ^= 2; return i;': '7',
  'Decimal d = 1.5; d += 1; return d;': '2.5',
});

check('Increments answer the value before or after', {
  'Integer i = 5; Integer a = i++; return a * 10 + i;': '56',
  'Integer i = 5; Integer a = --i; return a * 10 + i;': '44',
  'List<Integer> l = new List<Integer>{1}; l[0]++; return l[0];': '2',
});

check('Shifts and bit operations work on Integers and Longs', {
  '1 << 4': '16',
  '-16 >> 2': '-4',
  '-1 >>> 28': '15',
  'Long l = 1; return l << 40;': '1099511627776',
  '6 & 3 | 8': '10',
});

check('Comparisons with null are false for numbers', {
  'Integer i; return i < 5;': 'false',
  'Integer i; return i >= 5;': 'false',
  'Integer i; return i == null;': 'true',
});

check('Null coalescing and safe navigation stop at null', {
  "String s; return s ?? 'none';": 'none',
  'String s; return s?.length();': 'null',
  "String s = 'abc'; return s?.length();": '3',
  'Account a; return a?.Name;': 'null',
});

check('The ternary operator finds the common type of its branches', {
  'Boolean b = true; return b ? 1 : 2.5;': '1',
  "Integer i = 3; return i > 2 ? 'more' : null;": 'more',
});

test('Arithmetic with null raises a NullPointerException', () => {
  assert.equal(
    evaluate('Integer i; try { return i + 1; } catch (NullPointerException e) { return e.getMessage(); }'),
    'Attempt to de-reference a null object',
  );
});

test('Division by zero raises a MathException', () => {
  assert.equal(
    evaluate('Integer z = 0; try { return 1 / z; } catch (MathException e) { return e.getMessage(); }'),
    'Divide by 0',
  );
  assert.equal(
    evaluate('Decimal z = 0; try { return 1 / z; } catch (MathException e) { return e.getMessage(); }'),
    'Divide by 0',
  );
});

test('An Id equals its 15-character form', () => {
  assert.equal(evaluate("Id a = '001000000000001'; String b = '001000000000001AAA'; return a == b;"), 'true');
});
