import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readOrgSettings } from '../../src/project/org-settings.ts';
import { ProjectError } from '../../src/project/sfdx-project.ts';
import { findTests } from '../../src/test-runner/find-tests.ts';
import { orgsOfTests } from '../../src/test-runner/orgs-of-tests.ts';
import { withProject } from '../data/trial-org.ts';

const SETTINGS = 'config/local-org.json';

const meta =
  '<?xml version="1.0"?><ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion></ApexClass>';

const DUPLICATES_TEST = `
@IsTest
private class DuplicatesTest {
    @IsTest
    static void aKnownPersonIsRefused() {
        Contact known = new Contact(LastName = 'Known', Email = 'a@example.com');
        insert known;
        Database.SaveResult result = Database.insert(new Contact(LastName = 'Again', Email = 'A@example.com'), false);
        Database.Error problem = result.getErrors()[0];
        Assert.areEqual(StatusCode.DUPLICATES_DETECTED, problem.getStatusCode());
        Assert.isInstanceOfType(problem, Database.DuplicateError.class);
        Datacloud.DuplicateResult found = ((Database.DuplicateError) problem).getDuplicateResult();
        Assert.isTrue(found.isAllowSave());
        Assert.areEqual(known.Id, found.getMatchResults()[0].getMatchRecords()[0].getRecord().Id);
        Database.DMLOptions options = new Database.DMLOptions();
        options.DuplicateRuleHeader.allowSave = true;
        Assert.isTrue(Database.insert(new Contact(LastName = 'Again', Email = 'a@example.com'), options).isSuccess());
    }
}`;

const PLAIN_TEST = `
@IsTest
private class PlainTest {
    @IsTest
    static void anOrgWithoutTheFeaturesKnowsNothingOfThem() {
        insert new Contact(LastName = 'One', Email = 'a@example.com');
        insert new Contact(LastName = 'Two', Email = 'a@example.com');
        Assert.isFalse(Schema.SObjectType.Event.fields.getMap().containsKey('WhoCount'));
    }
}`;

const PEOPLE_TEST = `
@IsTest
private class PeopleTest {
    @IsTest
    static void anEventIsWithTwoPeople() {
        List<Contact> people = new List<Contact>{ new Contact(LastName = 'A'), new Contact(LastName = 'B') };
        insert people;
        Assert.isTrue(Schema.SObjectType.Event.fields.getMap().containsKey('WhoCount'));
        SObject meeting = new Event(StartDateTime = Datetime.now(), DurationInMinutes = 30);
        meeting.put('EventWhoIds', new List<Id>{ people[0].Id, people[1].Id });
        insert meeting;
        Event saved = (Event) Database.query('SELECT WhoId, WhoCount, EventWhoIds FROM Event')[0];
        Assert.areEqual(people[0].Id, saved.WhoId);
        Assert.areEqual(2, (Integer) saved.get('WhoCount'));
        Assert.areEqual(2, ((List<String>) saved.get('EventWhoIds')).size());
    }
}`;

const apexClass = (name: string, text: string): Record<string, string> => ({
  [`force-app/classes/${name}.cls`]: text,
  [`force-app/classes/${name}.cls-meta.xml`]: meta,
});

describe('Settings of the org in a project', () => {
  test('a test class runs in an org with the features it asks for', () => {
    const files = {
      'more/README.md': '',
      [SETTINGS]: JSON.stringify({
        tests: {
          DuplicatesTest: { duplicateRules: [{ object: 'Contact', fields: ['Email'] }] },
          PeopleTest: { sharedActivities: true },
        },
      }),
      ...apexClass('DuplicatesTest', DUPLICATES_TEST),
      ...apexClass('PeopleTest', PEOPLE_TEST),
      ...apexClass('PlainTest', PLAIN_TEST),
    };
    withProject(files, (projectDir) => {
      const orgs = orgsOfTests(projectDir);
      const results = findTests(orgs.usual.program).flatMap((found) => orgs.run(found));
      assert.deepEqual(
        results.map(({ class: name, outcome, message }) => [name, outcome, message]),
        [
          ['DuplicatesTest', 'passed', null],
          ['PeopleTest', 'passed', null],
          ['PlainTest', 'passed', null],
        ],
      );
    });
  });

  test('a project without settings has an org as Salesforce makes it', () => {
    withProject({}, (projectDir) => assert.deepEqual(readOrgSettings(projectDir).features, {}));
  });

  test('a feature that nobody knows is refused by name', () => {
    withProject({ [SETTINGS]: JSON.stringify({ features: { teleportation: true } }) }, (projectDir) => {
      assert.throws(
        () => readOrgSettings(projectDir),
        (error: Error) => error instanceof ProjectError && error.message.includes('teleportation'),
      );
    });
  });

  test('further connected apps come with their certificates', () => {
    const app = {
      id: 'app',
      secret: 'x',
      callbackUrls: ['https://app.example/back'],
      certificateFile: 'config/app.pem',
    };
    const files = { [SETTINGS]: JSON.stringify({ connectedApps: [app] }), 'config/app.pem': 'PEM' };
    withProject(files, (projectDir) => {
      const [{ certificate, callbackUrls } = {}] = readOrgSettings(projectDir).connectedApps;
      assert.deepEqual([certificate, callbackUrls], ['PEM', ['https://app.example/back']]);
    });
    withProject({ [SETTINGS]: JSON.stringify({ connectedApps: [app] }) }, (projectDir) => {
      assert.throws(
        () => readOrgSettings(projectDir),
        /app\.pem, the certificate of the connected app app, is not there/,
      );
    });
  });
});
