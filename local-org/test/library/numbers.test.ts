import { answers } from './apex-cases.ts';

answers('Texts are read as numbers or refused by their type', {
  "Integer.valueOf(' 12 ')": '12',
  "Integer.valueOf('abc')": 'System.TypeException: Invalid integer: abc',
  "Integer.valueOf('1.5')": 'System.TypeException: Invalid integer: 1.5',
  "Integer.valueOf('3000000000')": 'System.TypeException: Invalid integer: 3000000000',
  "Long.valueOf('3000000000')": '3000000000',
  "Decimal.valueOf('12.340')": '12.340',
  "Decimal.valueOf('x')": 'System.TypeException: Invalid decimal: x',
  "Double.valueOf('1e3')": '1000.0',
  "Boolean.valueOf('TRUE') + ',' + Boolean.valueOf('yes')": 'true,false',
  'Integer.valueOf(null)': 'System.NullPointerException: Argument cannot be null.',
});

answers('Decimals keep and change their scale as documented', {
  '1.25.setScale(1)': '1.3',
  '1.25.setScale(1, RoundingMode.HALF_EVEN)': '1.2',
  '(-1.25).setScale(1, RoundingMode.FLOOR)': '-1.3',
  'Decimal d = 10; return d.divide(3, 2);': '3.33',
  'Decimal d = 10; return d.divide(3, 2, RoundingMode.UP);': '3.34',
  'Decimal d = 10; return d.divide(0, 2);': 'System.MathException: Divide by 0',
  "12.500.stripTrailingZeros() + ',' + 12.500.scale() + ',' + 12.500.precision()": '12.5,3,5',
  "2.5.round() + ',' + 3.5.round() + ',' + 2.5.round(RoundingMode.HALF_UP) + ',' + 2.7.intValue()": '2,4,3,2',
  '1.1.pow(3)': '1.331',
  '1.10.toPlainString()': '1.10',
  '1.2.setScale(1, RoundingMode.UNNECESSARY)': '1.2',
  '1.25.setScale(1, RoundingMode.UNNECESSARY)': 'System.MathException: Rounding necessary',
});

answers('Math follows the type of its arguments', {
  "Math.abs(-3) + ',' + Math.abs(-3.5) + ',' + Math.abs(-3L)": '3,3.5,3',
  "Math.max(3, 5) + ',' + Math.min(2.5, 1.5)": '5,1.5',
  "Math.mod(7, 3) + ',' + Math.mod(-7, 3)": '1,-1',
  'Math.mod(7, 0)': 'System.MathException: Divide by 0',
  "Math.ceil(1.2) + ',' + Math.floor(-1.2) + ',' + Math.signum(-4.0)": '2,-2,-1',
  "Math.round(2.5) + ',' + Math.round(3.5) + ',' + Math.round(2.5d) + ',' + Math.round(-2.5d)": '2,4,3,-2',
  "Math.pow(2, 10) + ',' + Math.sqrt(16.0d) + ',' + Math.roundToLong(4.5)": '1024.0,4.0,4',
  "Math.rint(2.5d) + ',' + Math.rint(3.5d)": '2.0,4.0',
});

answers('Numbers format with the grouping of the user', {
  "1234567.format() + '|' + 1234.5.format()": '1,234,567|1,234.5',
});
