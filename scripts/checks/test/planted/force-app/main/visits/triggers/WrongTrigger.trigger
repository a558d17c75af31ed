trigger WrongTrigger on Visit__c(before insert) {
    VisitInbox.send(Trigger.new); // planted apex-missing: a trigger that calls a method that does not exist
}
