import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apexStackText } from '../../src/runtime/stack.ts';
import { callStatic, evaluate, orgOf } from './apex-project.ts';

test('The first catch whose type fits handles the exception, finally runs in any case', () => {
  const members = `
    public virtual class SyncException extends Exception {} 
    static List<String> log = new List<String>();
    static void act() { try { throw new NullPointerException(); } catch (DmlException e) { log.add('dml'); } catch (Exception e) { log.add('any'); } finally { log.add('finally'); } }`;
  assert.equal(evaluate("act(); return String.join(log, ' ');", members), 'any finally');
});

test('An exception written in Apex has the four constructors, a cause and a type name', () => {
  const members = `public class SyncException extends Exception {}`;
  assert.equal(
    evaluate(
      `try { try { Integer i = 1 / Integer.valueOf('0'); } catch (Exception e) { throw new SyncException('outer', e); } }
       catch (SyncException e) { return e.getMessage() + ' < ' + e.getCause().getMessage() + ' ' + e.getTypeName(); } return null;`,
      members,
    ),
    'outer < Divide by 0 Snippet.SyncException',
  );
});

test('An exception may have fields and constructors of its own', () => {
  const members = `public class CodeException extends Exception { public Integer code; public CodeException(Integer code) { this('code ' + code); this.code = code; } }`;
  assert.equal(
    evaluate(
      'try { throw new CodeException(42); } catch (CodeException e) { return e.getMessage() + e.code; }',
      members,
    ),
    'code 4242',
  );
});

test('A stack trace names class, method and line of the Apex source', () => {
  const org = orgOf({
    Deep: `public class Deep {
      public static void run() {
        new Inner().fail();
      }
      public class Inner {
        public void fail() {
          String s;
          s.length();
        }
      }
    }`,
  });
  assert.throws(
    () => callStatic(org, 'Deep', 'run'),
    (error: Error) => {
      assert.equal(apexStackText(error), 'Class.Deep.Inner.fail: line 8, column 1\nClass.Deep.run: line 3, column 1');
      return true;
    },
  );
});

test('A wrong cast says which types do not fit', () => {
  assert.equal(
    evaluate("Object o = 'text'; try { return (Integer) o; } catch (TypeException e) { return e.getMessage(); }"),
    'Invalid conversion from runtime type String to Integer',
  );
});

test('Reading a field that was not queried raises an SObjectException', () => {
  assert.equal(
    evaluate(
      "insert new Account(Name = 'x'); Account a = [SELECT Id FROM Account]; try { return a.Name; } catch (SObjectException e) { return e.getMessage(); }",
    ),
    'SObject row was retrieved via SOQL without querying the requested field: Account.Name',
  );
});

test('A query without rows cannot be assigned to a record', () => {
  assert.equal(
    evaluate(
      'try { Account a = [SELECT Id FROM Account]; return a; } catch (QueryException e) { return e.getMessage(); }',
    ),
    'List has no rows for assignment to SObject',
  );
});

test('The fields of an exception are initialised by every constructor it has', () => {
  const members = `
    public virtual class BaseException extends Exception { public Integer code = 7; }
    public class ChildException extends BaseException { public String state = 'open'; public ChildException(Integer code) { super('code'); this.code += code; } }`;
  assert.equal(
    evaluate(
      "BaseException a = new BaseException('a'); ChildException b = new ChildException('b'); ChildException c = new ChildException(1); return a.code + b.state + b.code + c.getMessage() + c.code + c.state;",
      members,
    ),
    '7open7code8open',
  );
});
