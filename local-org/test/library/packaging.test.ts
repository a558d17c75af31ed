import { answers } from './apex-cases.ts';
import { apexTest } from './apex-tests.ts';

const INSTALLER = `public class Installer implements InstallHandler, UninstallHandler {
  public static String seen;
  public void onInstall(InstallContext c) {
    seen = (c.previousVersion() == null ? 'new' : c.previousVersion().major() + '.' + c.previousVersion().minor()) + ' ' + c.isUpgrade() + ' ' + c.isPush()
      + ' ' + (c.organizationId() == UserInfo.getOrganizationId()) + ' ' + (c.installerId() == UserInfo.getUserId()); }
  public void onUninstall(UninstallContext c) { seen = 'gone ' + (c.organizationId() == UserInfo.getOrganizationId()) + ' ' + (c.uninstallerId() == UserInfo.getUserId()); } }`;

apexTest(
  'An install script sees a first installation, an upgrade and a pushed upgrade; an uninstall script its org',
  `Test.testInstall(new Installer(), null);
   Assert.areEqual('new false false true true', Installer.seen);
   Test.testInstall(new Installer(), new Version(1, 2));
   Assert.areEqual('1.2 true false true true', Installer.seen);
   Test.testInstall(new Installer(), new Version(1, 2, 3), true);
   Assert.areEqual('1.2 true true true true', Installer.seen);
   Test.testUninstall(new Installer());
   Assert.areEqual('gone true true', Installer.seen);`,
  { Installer: INSTALLER },
);

answers('Versions compare by major, minor and, when both have one, patch', {
  'new Version(1, 2).compareTo(new Version(1, 10))': '-1',
  'new Version(2, 0).compareTo(new Version(1, 10))': '1',
  'new Version(1, 2, 9).compareTo(new Version(1, 2))': '0',
  'new Version(1, 2, 9).compareTo(new Version(1, 2, 10))': '-1',
  'new Version(1, 2).patch()': 'null',
});

answers(
  'OrgLimits tells of the allocations that the org counts',
  {
    "OrgLimits.getMap().get('DailyApiRequests').getLimit()": '100000',
    "OrgLimits.getMap().get('DailyApiRequests').getValue()": '0',
    "OrgLimits.getMap().get('DailyAsyncApexExecutions').getLimit()": '250000',
    "System.schedule('a', '0 0 0 1 1 ?', new Later()); return OrgLimits.getMap().get('DailyAsyncApexExecutions').getValue();":
      '1',
    'OrgLimits.getAll()[0].getName()': 'DailyApiRequests',
  },
  { Later: 'public class Later implements Schedulable { public void execute(SchedulableContext c) {} }' },
);

answers('UUIDs are equal by value', {
  "UUID.fromString('7F000001-0000-0000-0000-000000000001') == UUID.fromString('7f000001-0000-0000-0000-000000000001')":
    'true',
  "new Set<UUID>{ UUID.fromString('7f000001-0000-0000-0000-000000000001'), UUID.fromString('7f000001-0000-0000-0000-000000000001') }.size()":
    '1',
  "String.valueOf(UUID.fromString('7f000001-0000-0000-0000-000000000001'))": '7f000001-0000-0000-0000-000000000001',
  'UUID.randomUUID().toString().length()': '36',
  "UUID.fromString('x')": 'System.IllegalArgumentException: Invalid UUID string: x',
});

answers('A request knows what it is and keeps its id', {
  'Request.getCurrent().getQuiddity()': 'SYNCHRONOUS',
  'Request.getCurrent().getRequestId() == Request.getCurrent().getRequestId()': 'true',
  "return Quiddity.valueOf('RUNTEST_SYNC') == Quiddity.RUNTEST_SYNC;": 'true',
});
