import { answers } from './apex-cases.ts';

answers('Dates move on the calendar', {
  'Date.newInstance(2024, 1, 31).addMonths(1)': '2024-02-29 00:00:00',
  'Date.newInstance(2024, 2, 29).addYears(1)': '2025-02-28 00:00:00',
  'Date.newInstance(2024, 2, 28).addDays(2)': '2024-03-01 00:00:00',
  'Date.newInstance(2024, 1, 1).daysBetween(Date.newInstance(2024, 12, 31))': '365',
  'Date.newInstance(2024, 1, 31).monthsBetween(Date.newInstance(2024, 3, 1))': '2',
  "Date.newInstance(2024, 5, 15).toStartOfMonth() + '|' + Date.newInstance(2024, 5, 15).toStartOfWeek()":
    '2024-05-01 00:00:00|2024-05-12 00:00:00',
  "Date.daysInMonth(2023, 2) + ',' + Date.isLeapYear(2000) + ',' + Date.isLeapYear(1900) + ',' + Date.newInstance(2024, 3, 1).dayOfYear()":
    '28,true,false,61',
  "Date.valueOf('2024-02-30')": 'System.TypeException: Invalid date: 2024-02-30',
  "Date.valueOf('2024-02-28 10:00:00')": '2024-02-28 00:00:00',
  "Date.parse('12/27/2009').format()": '12/27/2009',
  "Date.newInstance(2024, 2, 9).year() + '-' + Date.newInstance(2024, 2, 9).month() + '-' + Date.newInstance(2024, 2, 9).day()":
    '2024-2-9',
});

answers('Datetimes show by patterns and time zones', {
  "Datetime.newInstanceGmt(2024, 7, 4, 15, 5, 9).formatGmt('yyyy-MM-dd\\'T\\'HH:mm:ss.SSS\\'Z\\'')":
    '2024-07-04T15:05:09.000Z',
  "Datetime.newInstanceGmt(2024, 7, 4, 15, 5, 9).format('EEEE, d MMM yyyy h:mm a', 'America/New_York')":
    'Thursday, 4 Jul 2024 11:05 AM',
  "Datetime.newInstanceGmt(2024, 1, 4, 15, 5, 9).format('HH:mm Z', 'Europe/Berlin')": '16:05 +0100',
  "Datetime.newInstanceGmt(2024, 1, 4, 15, 5, 9).format('yyyy-MM-dd HH:mm XXX', 'Asia/Kolkata')":
    '2024-01-04 20:35 +05:30',
  "Datetime.newInstanceGmt(2024, 1, 4, 0, 0, 0).formatGmt('D w u k K')": '4 1 4 24 0',
  "Datetime.newInstanceGmt(2024, 1, 31, 10, 0, 0).addMonths(1).formatGmt('yyyy-MM-dd HH:mm')": '2024-02-29 10:00',
  "Datetime.newInstanceGmt(2024, 1, 31, 23, 59, 59).addSeconds(1).formatGmt('yyyy-MM-dd HH:mm:ss')":
    '2024-02-01 00:00:00',
  "Datetime.newInstance(0L).formatGmt('yyyy-MM-dd HH:mm:ss.SSS')": '1970-01-01 00:00:00.000',
  "Datetime.valueOfGmt('2024-01-31 10:20:30').getTime()": '1706696430000',
  "Datetime.valueOf('nonsense')": 'System.TypeException: Invalid date/time: nonsense',
  "Datetime.newInstanceGmt(2024, 1, 31, 10, 20, 30).timeGmt() + '|' + Datetime.newInstanceGmt(2024, 1, 31, 10, 20, 30).dateGmt().day()":
    '10:20:30.000Z|31',
  "TimeZone.getTimeZone('America/Los_Angeles').getOffset(Datetime.newInstanceGmt(2024, 7, 1))": '-25200000',
  "TimeZone.getTimeZone('nowhere').getID()": 'GMT',
});

answers('Times wrap around midnight', {
  'Time.newInstance(23, 30, 0, 0).addHours(1)': '00:30:00.000Z',
  "Time.newInstance(1, 2, 3, 4).minute() + ',' + Time.newInstance(1, 2, 3, 4).millisecond()": '2,4',
});
