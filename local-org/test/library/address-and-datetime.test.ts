import { apexTest } from './apex-tests.ts';

apexTest(
  'A compound address is read as a whole',
  `insert new List<Account>{ new Account(Name = 'A', BillingCity = 'Berlin', BillingPostalCode = '10115'), new Account(Name = 'B') };
   List<Account> found = [SELECT BillingAddress FROM Account ORDER BY Name];
   Address place = found[0].BillingAddress;
   Assert.areEqual('Berlin 10115', place.getCity() + ' ' + place.postalCode);
   Assert.isNull(place.getStreet());
   Assert.isNull(found[1].BillingAddress);
   Assert.areEqual('Berlin', ((Address) found[0].get('BillingAddress')).city);
   Assert.isTrue(JSON.serialize(found[0]).contains('"city":"Berlin"'));`,
);

apexTest(
  'A date and time is read from milliseconds, and from text with an offset',
  `Assert.areEqual(Datetime.newInstanceGmt(1970, 1, 1, 0, 0, 1), Datetime.valueOf(1000L));
   Assert.areEqual(Datetime.newInstanceGmt(2026, 11, 23, 12, 7, 4), Datetime.valueOf('2026-11-23 13:07:04+0100'));
   Assert.areEqual(Datetime.newInstanceGmt(2026, 11, 23, 11, 7, 4), Datetime.valueOf('2026-11-23 13:07:04+2'));`,
);
