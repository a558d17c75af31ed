import { answers } from './apex-cases.ts';

answers('Database methods answer a result per record', {
  "List<Database.SaveResult> r = Database.insert(new List<Account>{new Account(Name = 'A'), new Account()}, false); return r[0].isSuccess() + ',' + (r[0].getId() != null) + ',' + r[1].isSuccess() + ',' + r[1].getErrors()[0].getStatusCode() + ',' + r[1].getErrors()[0].getFields() + ',' + r[1].getErrors()[0].getMessage();":
    'true,true,false,REQUIRED_FIELD_MISSING,(Name),Required fields are missing: [Name]',
  "Account a = new Account(Name = 'A'); Database.UpsertResult r = Database.upsert(a, false); Database.UpsertResult again = Database.upsert(a); return r.isCreated() + ',' + again.isCreated();":
    'true,false',
  "Account a = new Account(Name = 'A'); insert a; Database.DeleteResult d = Database.delete(a.Id); Integer gone = [SELECT COUNT() FROM Account WHERE Id = :a.Id]; Database.undelete(a.Id); return d.isSuccess() + ',' + gone + ',' + [SELECT COUNT() FROM Account WHERE Id = :a.Id];":
    'true,0,1',
  'Database.DMLOptions o = new Database.DMLOptions(); o.OptAllOrNone = false; o.DuplicateRuleHeader.AllowSave = true; return Database.insert(new List<Account>{new Account()}, o)[0].isSuccess();':
    'false',
  'Database.insert(new Account(), AccessLevel.SYSTEM_MODE); return 0;':
    'System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]',
});

answers('Dynamic queries take binds from the caller or from a map', {
  "insert new Account(Name = 'Acme'); String wanted = 'Acme'; return ((Account) Database.query('SELECT Name FROM Account WHERE Name = :wanted')[0]).Name;":
    'Acme',
  "insert new Account(Name = 'Acme'); return Database.queryWithBinds('SELECT Name FROM Account WHERE Name = :n', new Map<String, Object>{'n' => 'Acme'}, AccessLevel.SYSTEM_MODE).size();":
    '1',
  "Database.queryWithBinds('SELECT Name FROM Account WHERE Name = :n', new Map<String, Object>(), AccessLevel.SYSTEM_MODE); return 0;":
    "System.QueryException: Key 'n' does not exist in the bindMap",
  "insert new Account(Name = 'Acme'); return Database.countQuery('SELECT COUNT() FROM Account');": '1',
  "insert new Account(Name = 'Acme'); Database.QueryLocator l = Database.getQueryLocator('SELECT Id FROM Account'); return l.getQuery() + l.iterator().hasNext();":
    'SELECT Id FROM Accounttrue',
});

answers('Savepoints undo what came after them', {
  "Savepoint s = Database.setSavepoint(); insert new Account(Name = 'A'); Database.rollback(s); return [SELECT COUNT() FROM Account] + ',' + Limits.getDmlStatements();":
    '0,3',
  'Savepoint a = Database.setSavepoint(); Savepoint b = Database.setSavepoint(); Database.rollback(a); Database.rollback(b); return 0;':
    'System.TypeException: Invalid savepoint. The savepoint has been released or rolled back.',
});

answers('Limits count what a transaction uses', {
  "Integer before = Limits.getQueries(); List<Account> l = [SELECT Id FROM Account]; return (Limits.getQueries() - before) + '/' + Limits.getLimitQueries();":
    '1/100',
  "insert new List<Account>{new Account(Name = 'a'), new Account(Name = 'b')}; return Limits.getDmlRows() + ',' + Limits.getDmlStatements();":
    '2,1',
});
