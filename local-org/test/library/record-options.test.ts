import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../apex/apex-project.ts';

void test('The options of a record count in a plain statement, for that record alone', () => {
  assert.equal(
    evaluate(`Database.DMLOptions options = new Database.DMLOptions();
      options.AllowFieldTruncation = true;
      Contact cut = new Contact(LastName = 'x'.repeat(90));
      cut.setOptions(options);
      insert cut;
      Contact refused = new Contact(LastName = 'x'.repeat(90));
      String error;
      try { insert refused; } catch (DmlException e) { error = e.getDmlStatusCode(0); }
      return new List<Object>{ [SELECT LastName FROM Contact].LastName.length(), cut.getOptions() == options,
        refused.getOptions(), error };`),
    '(80, true, null, STRING_TOO_LONG)',
  );
});

void test('Results of DML are made from JSON, as tests of other packages do', () => {
  assert.equal(
    evaluate(`Database.SaveResult failed = (Database.SaveResult) JSON.deserialize(
        '{"success":false,"errors":[{"message":"no","statusCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION","fields":["Name"]}]}',
        Database.SaveResult.class);
      Database.UpsertResult made = (Database.UpsertResult) JSON.deserialize(
        '{"success":true,"created":true,"id":"001000000000001AAA"}', Database.UpsertResult.class);
      return new List<Object>{ failed.isSuccess(), failed.getErrors()[0].getMessage(),
        failed.getErrors()[0].getStatusCode(), failed.getErrors()[0].getFields(), made.isCreated(), made.getId() };`),
    '(false, no, FIELD_CUSTOM_VALIDATION_EXCEPTION, (Name), true, 001000000000001AAA)',
  );
});

void test('Anything that can be iterated can be joined', () => {
  assert.equal(evaluate("return String.join((Iterable<String>) new List<String>{ 'a', 'b' }, '-');"), 'a-b');
});
