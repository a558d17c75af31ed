/** The yardstick of `npm run bench -- ingest`: an Express endpoint that parses JSON, stores nothing and answers 202. */
import express from 'express';

const app = express();
app.use(express.json({ limit: '1mb' }));
app.get('/healthz', (_request, response) => {
  response.sendStatus(200);
});
app.post('/webhooks/demodesk', (_request, response) => {
  response.status(202).json({ accepted: true });
});
app.listen(Number(process.env.PORT), '127.0.0.1');
