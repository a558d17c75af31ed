import { apexTest } from './apex-tests.ts';

apexTest(
  'Emails are checked and counted, and never leave the org',
  `Messaging.SingleEmailMessage mail = new Messaging.SingleEmailMessage();
   mail.setToAddresses(new List<String>{'a@example.com'}); mail.setSubject('Hello'); mail.setPlainTextBody('World');
   Assert.areEqual('Hello', mail.getSubject()); Assert.areEqual('World', mail.plainTextBody);
   List<Messaging.SendEmailResult> results = Messaging.sendEmail(new List<Messaging.Email>{mail});
   Assert.isTrue(results[0].isSuccess()); Assert.areEqual(1, Limits.getEmailInvocations());
   Messaging.sendEmail(new List<Messaging.SingleEmailMessage>{mail});
   Assert.areEqual(2, Limits.getEmailInvocations());`,
);

apexTest(
  'An email without recipient or with a wrong address is refused as Salesforce words it',
  `Messaging.SingleEmailMessage mail = new Messaging.SingleEmailMessage();
   mail.toAddresses = new List<String>{'nobody'}; mail.htmlBody = '<p>x</p>';
   try { Messaging.sendEmail(new List<Messaging.Email>{mail}); Assert.fail('no'); }
   catch (EmailException e) { Assert.areEqual('SendEmail failed. First exception on row 0; first error: INVALID_EMAIL_ADDRESS, Email address is invalid: nobody: [toAddresses, nobody]', e.getMessage()); }
   mail.toAddresses = null;
   Messaging.SendEmailResult result = Messaging.sendEmail(new List<Messaging.Email>{mail}, false)[0];
   Assert.isFalse(result.isSuccess()); Assert.areEqual(StatusCode.REQUIRED_FIELD_MISSING, result.getErrors()[0].getStatusCode());`,
);

apexTest(
  'A handler of inbound email can be tested',
  `Messaging.InboundEmail mail = new Messaging.InboundEmail(); mail.subject = 'New visit'; mail.fromAddress = 'a@example.com';
   Messaging.InboundEmail.BinaryAttachment file = new Messaging.InboundEmail.BinaryAttachment(); file.body = Blob.valueOf('x');
   mail.binaryAttachments = new Messaging.InboundEmail.BinaryAttachment[]{file};
   Messaging.InboundEmailResult result = new Handler().handleInboundEmail(mail, new Messaging.InboundEnvelope());
   Assert.isTrue(result.success); Assert.areEqual('New visit 1', result.message);`,
  {
    Handler: `global class Handler implements Messaging.InboundEmailHandler {
      global Messaging.InboundEmailResult handleInboundEmail(Messaging.InboundEmail email, Messaging.InboundEnvelope envelope) {
        Messaging.InboundEmailResult result = new Messaging.InboundEmailResult(); result.success = true;
        result.message = email.subject + ' ' + email.binaryAttachments.size(); return result; } }`,
  },
);
