import { startTestConnector, webhook } from './test/support/connector.ts';
const c = await startTestConnector();
c.salesforce.behaviour.intercept = () => ({status:503, body:[{errorCode:'SERVER_UNAVAILABLE',message:'x'}]});
const t=performance.now();
setInterval(()=>{ for(const l of c.logged.splice(0)) console.log(Math.round(performance.now()-t), l.slice(0,300).trim()); },200);
for(let i=0;i<30;i++) void c.post(webhook('x'+i)).then(r=>console.log('posted',r.status));
setTimeout(()=>{ c.salesforce.behaviour.intercept=undefined; console.log('UP'); },2000);
setTimeout(()=>{console.log(c.salesforce.requests.slice(0,10), c.salesforce.events.length); process.exit()},6000);
