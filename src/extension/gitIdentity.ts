import type { Host } from '../app/host.ts';
import { openGit } from '../git/openGit.ts';
import { askGit, openRepository } from '../git/repository.ts';

/** Name and email as git would write them into a commit in `folder`; empty where none is set, or where there is no repository. */
export async function gitIdentity(host: Host, folder: string): Promise<readonly [name: string, email: string]> {
  try {
    const repository = await openRepository(await openGit(host.environment, host.untrusted, host.gitPath), folder);
    const ask = (key: string): Promise<string> =>
      askGit(repository, ['config', '--get', key]).then(
        (said) => said.trim(),
        () => '',
      );
    return [await ask('user.name'), await ask('user.email')];
  } catch {
    return ['', ''];
  }
}
