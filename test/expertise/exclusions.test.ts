import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createExclusions } from '../../src/expertise/exclusions.ts';

describe('E8: files that tell little about who knows what', () => {
  const why = createExclusions();

  it('knows lock files, vendored and generated files, and documentation', () => {
    const expected = {
      lockfile: [
        'package-lock.json',
        'web/yarn.lock',
        'go.sum',
        'Cargo.lock',
        'poetry.lock',
        'a/b/Gemfile.lock',
        'bun.lockb',
        'flake.lock',
        '.terraform.lock.hcl',
        'uv.lock',
      ],
      vendored: [
        'node_modules/x/index.js',
        'vendor/lib.go',
        'third_party/zlib/z.c',
        'js/jquery-3.1.min.js',
        'lib/extern/x.h',
        'configure',
        'deps/v8/x.cc',
        'dist/app.js',
      ],
      generated: [
        'api/user.pb.go',
        'proto/user_pb2.py',
        'lib/model.g.dart',
        'k8s/zz_generated.deepcopy.go',
        'src/linguist.generated.ts',
        'Form1.Designer.cs',
        '__generated__/q.ts',
        'app.js.map',
        '.idea/x.xml',
        'Pods/A/a.m',
      ],
      documentation: ['README.md', 'docs/a/b.md', 'Documentation/git.adoc', 'LICENSE', 'CHANGELOG.md', 'examples/x.c'],
    };
    for (const [exclusion, paths] of Object.entries(expected)) {
      for (const path of paths) assert.equal(why(path), exclusion, path);
    }
  });

  it("leaves a team's own files in, also where Linguist hides them from its statistics", () => {
    for (const path of [
      'src/main.ts',
      'gopls/internal/cache/session.go',
      'internal/env/env.go',
      'cmd/testdata/a.go',
      'test/fixtures/a.json',
      '.github/workflows/ci.yml',
      '.vscode/launch.json',
      'Jenkinsfile',
      'debian/control',
      'types/index.d.ts',
      '.gitignore',
      'src/vendoring.ts',
      'src/generate.ts',
      'src/locks.ts',
      'src/distance/app.js',
    ]) {
      assert.equal(why(path), undefined, path);
    }
  });

  it("lets the repository's .gitattributes win, the deeper file over the higher", () => {
    const why = createExclusions(
      'api/** linguist-generated\nvendor/** -linguist-vendored\nours/vendor/* linguist-vendored=false\n*.lock linguist-generated=false\ntools/* linguist-vendored\nmanual/* linguist-documentation\ndocs/api.md linguist-generated=true',
      new Map([['api/hand', '*.ts -linguist-generated']]),
    );
    assert.equal(why('api/x.ts'), 'generated');
    assert.equal(why('api/hand/x.ts'), undefined);
    assert.equal(why('vendor/lib.go'), undefined);
    assert.equal(why('ours/vendor/lib.go'), undefined);
    assert.equal(why('yarn.lock'), undefined);
    assert.equal(why('tools/x.py'), 'vendored');
    assert.equal(why('manual/x.txt'), 'documentation');
    assert.equal(why('docs/api.md'), 'generated');
    assert.equal(why('docs/b.md'), 'documentation');
  });

  it('never throws, and answers one of its words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        assert.ok([undefined, 'generated', 'vendored', 'lockfile', 'documentation'].includes(why(path)));
      }),
    );
    assert.equal(why('__proto__'), undefined);
    assert.equal(why('/'.repeat(5000)), undefined);
  });

  it('is quick, also on paths made to be slow', () => {
    const folders = Array.from({ length: 3000 }, (_, i) => `src/module${i % 60}/part${i}/`);
    const paths = Array.from(
      { length: 100_000 },
      (_, i) => `${folders[i % 3000]}file-${i}.${['ts', 'go', 'js', 'md', 'json'][i % 5]}`,
    );
    const fresh = createExclusions('*.snap linguist-generated\n/api/** linguist-generated');
    for (const path of paths) fresh(path);
    // Nothing to assert: paths that took quadratic time would run into the test's time limit.
    for (const hostile of [
      'vendor/a.'.repeat(100),
      `mootools${'1'.repeat(900)}`,
      `knockout-${'1.'.repeat(450)}`,
      'extjs/'.repeat(160),
    ])
      why(hostile);
  });
});
