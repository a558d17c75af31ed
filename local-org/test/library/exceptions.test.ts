import { answers } from './apex-cases.ts';

answers(
  'Exceptions carry type, message and cause',
  {
    "try { String s; s.length(); return ''; } catch (NullPointerException e) { return e.getMessage() + e.getTypeName(); }":
      'Attempt to de-reference a null objectSystem.NullPointerException',
    "Mine e = new Mine('outer', new ListException('inner')); return e.getCause().getMessage() + e.getMessage() + e.getTypeName();":
      'innerouterMine',
    'new Mine().getMessage()': 'Script-thrown exception',
    "Mine e = new Mine('a'); e.setMessage('b'); return '' + e;": 'Mine: b',
    "try { throw new IllegalArgumentException('bad'); } catch (Exception e) { return e.getLineNumber() > 0; }": 'true',
    "try { insert new Account(); return 'no'; } catch (DmlException e) { return e.getNumDml() + ',' + e.getDmlType(0) + ',' + e.getDmlFieldNames(0) + ',' + e.getDmlIndex(0) + ',' + e.getDmlId(0); }":
      '1,REQUIRED_FIELD_MISSING,(Name),0,null',
    "throw new InvalidParameterValueException('name', 'value'); return '';":
      'System.InvalidParameterValueException: Invalid parameter value "value" for parameter "name"',
  },
  { Mine: 'public class Mine extends Exception {}' },
);

answers("Assertions fail in Salesforce's words", {
  'System.assertEquals(1, 2); return 0;': 'System.AssertException: Assertion Failed: Expected: 1, Actual: 2',
  "System.assertEquals(1, 2, 'why'); return 0;":
    'System.AssertException: Assertion Failed: why: Expected: 1, Actual: 2',
  "System.assertEquals('a', 'A'); return 0;": 'System.AssertException: Assertion Failed: Expected: a, Actual: A',
  "System.assertEquals(1, 1.0); System.assertEquals(5L, 5); return 'same';": 'same',
  'System.assertNotEquals(1, 1); return 0;': 'System.AssertException: Assertion Failed: Same value: 1',
  "System.assert(false, 'no'); return 0;": 'System.AssertException: Assertion Failed: no',
  'System.assert(false); return 0;': 'System.AssertException: Assertion Failed',
  "Assert.areEqual(new List<Integer>{1}, new List<Integer>{1}); Assert.isTrue(true); Assert.isNull(null); Assert.isInstanceOfType(1, Integer.class); return 'ok';":
    'ok',
  "Assert.fail('never'); return 0;": 'System.AssertException: Assertion Failed: never',
});

answers('An AuraHandledException keeps its text for the component', {
  "return new AuraHandledException('For the user').getMessage();": 'Script-thrown exception',
  "AuraHandledException e = new AuraHandledException('x'); e.setMessage('For tests'); return e.getMessage();":
    'For tests',
});
