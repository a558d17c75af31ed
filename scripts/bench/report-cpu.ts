/** Preloaded into a measured program: writes the seconds of processor time it used into `BENCH_CPU_FILE` when it ends. */
import { writeFileSync } from 'node:fs';

const { BENCH_CPU_FILE: file } = process.env;
if (file) {
  process.on('SIGTERM', () => process.exit(0));
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeFileSync(file, String((user + system) / 1e6));
  });
}
