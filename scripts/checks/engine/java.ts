import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const OLDEST_JAVA = 11;
const FIX = `Install a Java runtime, version ${OLDEST_JAVA} or newer (Debian and Ubuntu: apt-get install default-jre-headless; macOS: brew install openjdk; Windows: winget install EclipseAdoptium.Temurin.21.JRE), or set JAVA_HOME.`;

/** The `java` to start: that of JAVA_HOME, else the first on the path. */
export const javaCommand = (): string => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java');

/** @returns one line that says what is missing and what to do, or undefined when Java is there and new enough */
export const javaProblem = (command: string = javaCommand()): string | undefined => {
  const { error, stderr } = spawnSync(command, ['-version'], { encoding: 'utf8' });
  if (error) return `Java is needed for this check and "${command}" does not start. ${FIX}`;
  const major = Number(/version "(?:1\.)?(\d+)/.exec(stderr)?.[1]);
  if (Number.isNaN(major) || major >= OLDEST_JAVA) return undefined;
  return `Java ${OLDEST_JAVA} is needed for this check and version ${major} is what "${command}" is. ${FIX}`;
};
