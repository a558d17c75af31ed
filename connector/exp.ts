import { openDatabase } from './src/store/open-database.ts';
import { startJobQueue } from './src/store/job-queue.ts';
import { createDeliveryStore } from './src/deliveries/delivery-store.ts';
import { createLogger } from './src/logging.ts';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
fs.rmSync('/tmp/exp/d2',{recursive:true,force:true});
const log=createLogger('warn'); const db=await openDatabase({dataDir:'/tmp/exp/d2',databaseUrl:undefined},log); const q=await startJobQueue(db,log); const s=createDeliveryStore(db,q);
const T:any={}; const tm=async(n:string,f:()=>Promise<any>)=>{const t=performance.now(); const r=await f(); const x=T[n]??=[0,0]; x[0]+=performance.now()-t; x[1]++; return r;};
const mk=(n:number)=>Array.from({length:n},()=>{const id=randomUUID(); return {id,workspace:'default',key:'demo.canceled:demos:'+id+':2026',action:'demo.canceled',body:JSON.stringify({x:'y'.repeat(900)})}});
for(let round=0;round<5;round++){
 const t=performance.now();
 for(let i=0;i<30;i++) await tm('insert32',()=>s.insert(mk(32)));
 for(;;){ const d=await tm('take200',()=>s.take(200)); if(!d.length)break; await tm('settle200',()=>s.settle(d.map((x:any)=>({id:x.id,outcome:'published',confirmAfterMs:0}))));}
 for(;;){ const d=await tm('takeUnc600',()=>s.takeUnconfirmed(600)); if(!d.length)break; await tm('confirm600',()=>s.confirm(d.map((x:any)=>({id:x.id,outcome:'closed',syncStatus:'Succeeded',recordId:null,failure:null})))); }
 await tm('next',()=>s.nextUnconfirmedMs());
 console.log('round',round,(960/(performance.now()-t)*1000).toFixed(0),'deliveries/s', Object.fromEntries(Object.entries(T).map(([k,v]:any)=>[k,(v[0]/v[1]).toFixed(1)])));
 for(const k in T) delete T[k];
}
await q.stop(); await db.close();
