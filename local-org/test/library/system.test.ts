import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Limits } from '../../src/runtime/limits.ts';
import { runTransaction } from '../../src/runtime/execute.ts';
import { transaction } from '../../src/runtime/transaction.ts';
import { USER_IDS } from '../../src/security/ids-of-the-org.ts';
import { textOf } from '../../src/values/text.ts';
import { orgOf } from '../apex/apex-project.ts';

/** Runs a static method as an Apex test. @returns its result as text */
const runAsTest = (classes: Readonly<Record<string, string>>, className: string): string => {
  const org = orgOf(classes);
  const testContext = { started: false, stopped: false, seeAllData: false };
  return runTransaction(org, { userId: USER_IDS.admin, kind: 'synchronous', test: testContext }, () => {
    const info = transaction().org.program.classes.find((c) => c.type.name === className);
    return textOf(info?.methods.find((m) => m.name === 'run')?.call(null, []) ?? null);
  });
};

const LOGGER = `public class Job implements Queueable {
  public static List<String> log = new List<String>();
  public void execute(QueueableContext context) {
    log.add('ran ' + System.isQueueable() + ' ' + Limits.getLimitQueries() + ' ' + (context.getJobId() != null));
  }
}`;

void test('A queueable of a test runs at stopTest with asynchronous limits', () => {
  const result = runAsTest(
    {
      Job: LOGGER,
      Run: `public class Run { public static Object run() {
        Test.startTest(); System.enqueueJob(new Job()); Integer before = Job.log.size(); Test.stopTest();
        return before + ' ' + Job.log + ' ' + Limits.getLimitQueries(); } }`,
    },
    'Run',
  );
  assert.equal(result, '0 (ran true 200 true) 100');
});

void test('A batch of a test runs start, execute and finish, and forgets its state unless it is stateful', () => {
  const batch = (
    name: string,
    stateful: string,
  ): string => `public class ${name} implements Database.Batchable<SObject>${stateful} {
    public static String log = '';
    public Integer seen = 0;
    public Database.QueryLocator start(Database.BatchableContext c) { return Database.getQueryLocator('SELECT Id FROM Account'); }
    public void execute(Database.BatchableContext c, List<Account> scope) { seen += scope.size(); log += 'e' + seen; }
    public void finish(Database.BatchableContext c) { log += 'f' + seen; } }`;
  const result = runAsTest(
    {
      Plain: batch('Plain', ''),
      Keeping: batch('Keeping', ', Database.Stateful'),
      Run: `public class Run { public static Object run() {
        insert new List<Account>{new Account(Name = 'a'), new Account(Name = 'b')};
        Test.startTest(); Database.executeBatch(new Plain()); Database.executeBatch(new Keeping(), 50); Test.stopTest();
        return Plain.log + ' ' + Keeping.log; } }`,
    },
    'Run',
  );
  assert.equal(result, 'e2f0 e2f2');
});

void test('A callout in a test answers what its mock says, and is refused without one', () => {
  const run = (setUp: string): string =>
    runAsTest(
      {
        Mock: `public class Mock implements HttpCalloutMock {
          public HttpResponse respond(HttpRequest request) {
            HttpResponse r = new HttpResponse(); r.setStatusCode(201); r.setBody(request.getEndpoint()); return r; } }`,
        Run: `public class Run { public static Object run() { ${setUp}
          HttpRequest r = new HttpRequest(); r.setEndpoint('callout:Demo/x'); r.setMethod('GET');
          try { HttpResponse a = new Http().send(r); return a.getStatusCode() + a.getBody(); }
          catch (Exception e) { return e.getTypeName() + ': ' + e.getMessage(); } } }`,
      },
      'Run',
    );
  assert.equal(run('Test.setMock(HttpCalloutMock.class, new Mock());'), '201callout:Demo/x');
  assert.equal(run(''), 'System.TypeException: Methods defined as TestMethod do not support Web service callouts');
  assert.match(
    run("Test.setMock(HttpCalloutMock.class, new Mock()); insert new Account(Name = 'a');"),
    /You have uncommitted work pending/,
  );
});

void test('Test.setCreatedDate moves a record in time', () => {
  const result = runAsTest(
    {
      Run: `public class Run { public static Object run() {
        Account a = new Account(Name = 'a'); insert a;
        Test.setCreatedDate(a.Id, Datetime.newInstanceGmt(2020, 1, 2, 3, 4, 5));
        return [SELECT CreatedDate FROM Account].CreatedDate.formatGmt('yyyy-MM-dd HH:mm'); } }`,
    },
    'Run',
  );
  assert.equal(result, '2020-01-02 03:04');
});

void test('Limits of a test are its own between startTest and stopTest', () => {
  const result = runAsTest(
    {
      Run: `public class Run { public static Object run() {
        insert new Account(Name = 'a'); Test.startTest(); Integer inner = Limits.getDmlStatements(); insert new Account(Name = 'b');
        Integer used = Limits.getDmlStatements(); Test.stopTest(); return inner + ',' + used + ',' + Limits.getDmlStatements(); } }`,
    },
    'Run',
  );
  assert.equal(result, '0,1,1');
  assert.equal(new Limits('asynchronous').allowedOf('queries'), 200);
});

void test('A stub asks its provider for every call', () => {
  const result = runAsTest(
    {
      Service: `public virtual class Service { public virtual Decimal price(String sku, Integer amount) { return 0; } public virtual void run() {} }`,
      Provider: `public class Provider implements StubProvider {
        public Object handleMethodCall(Object stub, String name, Type returns, List<Type> types, List<String> names, List<Object> args) {
          return name == 'price' ? (Object) (names.size() + args.size() + (Integer) args[1]) : null; } }`,
      Run: `public class Run { public static Object run() {
        Service s = (Service) Test.createStub(Service.class, new Provider()); s.run(); return s.price('a', 5) + 0.5; } }`,
    },
    'Run',
  );
  assert.equal(result, '9.5');
});

void test('Test.loadData inserts the rows of a static resource', () => {
  const result = runAsTest(
    {
      'staticresources/People.csv':
        'LastName,Birthdate,Description\nLovelace,1815-12-10,"countess, ""first"""\nHopper,,\n',
      'staticresources/People.resource-meta.xml':
        '<?xml version="1.0" encoding="UTF-8"?><StaticResource xmlns="http://soap.sforce.com/2006/04/metadata"><cacheControl>Public</cacheControl><contentType>text/csv</contentType></StaticResource>',
      Run: `public class Run { public static Object run() {
        List<Contact> c = (List<Contact>) Test.loadData(Contact.SObjectType, 'People');
        return c.size() + c[0].Description + c[0].Birthdate.year() + c[1].Birthdate + (c[0].Id != null); } }`,
    },
    'Run',
  );
  assert.equal(result, '2countess, "first"1815nulltrue');
});
