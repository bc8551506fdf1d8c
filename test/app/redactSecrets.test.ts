import assert from 'node:assert/strict';
import { redactSecrets } from '../../src/app/redactSecrets.ts';

describe('secrets in what is sent', () => {
  // Put together here, so that no scanner takes the tests for a leak.
  const token = `ghp_${'abcdefghijklmnopqrstuvwxyz0123456789'}`;
  const key = `AWS_SECRET_ACCESS_KEY=${'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ'}`;

  it('H1 are blacked out, with their kind and line, and the rest stays', async () => {
    const { text, found } = await redactSecrets(`const a = 1;\nconst t = '${token}';\nconst b = 2;`, 'a.ts');
    assert.equal(text, "const a = 1;\nconst t = '[secret removed]';\nconst b = 2;");
    assert.deepEqual(found, [{ what: 'github', line: 2 }]);
  });

  it('H1 go to their end, also where the rule stops short', async () => {
    const { text } = await redactSecrets(`${key}\nnext`, 'settings.ini');
    assert.doesNotMatch(text, /wJalr|PxRfi|EXAMPLE/);
    assert.match(text, /\nnext$/);
  });

  it('H1 in addresses: a database password', async () => {
    const { text } = await redactSecrets(`DB=postgres://user:${'hunter2'}@db.example.org/x`);
    assert.doesNotMatch(text, /hunter2/);
  });

  it('plain text and code stay as they are', async () => {
    const text = 'Why is `a[0]` null?\n\n```ts\nconst a = [];\n```\n';
    assert.deepEqual(await redactSecrets(text), { text, found: [] });
  });
});
