trigger OrderLogs on Order_Log__c(before insert) {
    for (Order_Log__c log : Trigger.new) {
        if (log.Number__c == 'refused') {
            log.Number__c.addError('This number is refused');
        }
        if (log.Number__c == 'announced') {
            EventBus.publish(new Order_Notice__e(Number__c = 'notice'));
        }
    }
}
