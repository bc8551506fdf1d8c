import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Whether the package of `project` was made of the sources that are there now; `dist` was built with it. */
export function isPackaged(project: string): boolean {
  return isNewerThan(path.join(project, 'whoknows.vsix'), project, ['src', 'media', 'l10n', 'scripts']);
}

/**
 * Whether `file` is there and at least as new as everything that it is made of: all in the given folders of `project`, where a folder
 * counts too, because taking a file away changes it, and the files beside `file` itself.
 */
export function isNewerThan(file: string, project: string, folders: readonly string[]): boolean {
  const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (made === undefined) return false;
  const isOlder = (name: string): boolean => statSync(name).mtimeMs <= made;
  const beside = readdirSync(project, { withFileTypes: true }).filter((entry) => entry.isFile());
  return (
    beside.every(({ name }) => isOlder(path.join(project, name))) &&
    folders.every(
      (folder) =>
        isOlder(path.join(project, folder)) &&
        readdirSync(path.join(project, folder), { recursive: true }).every((name) =>
          isOlder(path.join(project, folder, String(name))),
        ),
    )
  );
}
