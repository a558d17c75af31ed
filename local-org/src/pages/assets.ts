import { join } from 'node:path';
import express, { Router } from 'express';
import { BUILDS_URL } from './build/bundle-folder.ts';
import { CACHE_FOLDER, CLIENT_FOLDER, DESIGN_SYSTEM } from './build/folders.ts';

/** Names of built files hold a hash or lie in a folder named by one: they never change. */
const FOR_EVER = { immutable: true, maxAge: '365d', index: false, redirect: false } as const;
const A_WHILE = { maxAge: '1h', index: false, redirect: false } as const;

/** Scripts, styles, icons and fonts of the pages. */
export const assets = (): Router => {
  const router = Router();
  router.use(BUILDS_URL, express.static(join(CACHE_FOLDER, 'builds'), FOR_EVER));
  for (const name of ['host.css', 'building.js']) {
    router.get(`/lightning/assets/${name}`, (_request, response) => {
      response.set('Cache-Control', 'no-cache').sendFile(join(CLIENT_FOLDER, name));
    });
  }
  // The base components ask for icons here.
  router.use('/assets', express.static(join(DESIGN_SYSTEM, 'assets'), A_WHILE));
  return router;
};
