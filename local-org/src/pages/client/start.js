import { components } from 'local-org/components';
import { startPage } from './platform/start-page.js';

void startPage(components);
