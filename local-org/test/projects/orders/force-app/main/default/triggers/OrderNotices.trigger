trigger OrderNotices on Order_Notice__e(after insert) {
    List<Order_Log__c> logs = new List<Order_Log__c>();
    for (Order_Notice__e notice : Trigger.new) {
        logs.add(new Order_Log__c(Number__c = notice.Number__c, Batch_Size__c = Trigger.new.size()));
    }
    insert logs;
}
