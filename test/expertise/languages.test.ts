import assert from 'node:assert/strict';
import fc from 'fast-check';
import { languageKind, languageOf } from '../../src/expertise/languages.ts';

describe('E2: the language of a path', () => {
  it('goes by extension, file name, and the longest ending', () => {
    const expected = {
      'src/a.ts': 'TypeScript',
      'src/a.d.ts': 'TypeScript',
      'a.tsx': 'TSX',
      'A.JS': 'JavaScript',
      'lib/ofproto.c': 'C',
      'lib/ofproto.h': 'C',
      'x.hpp': 'C++',
      'x.py': 'Python',
      'x.go': 'Go',
      'go.mod': 'Go Module',
      'x.rs': 'Rust',
      'x.java': 'Java',
      'x.scala': 'Scala',
      'x.kt': 'Kotlin',
      'x.rb': 'Ruby',
      'x.cs': 'C#',
      'x.fs': 'F#',
      'x.m': 'Objective-C',
      'x.pl': 'Perl',
      't/t1.sh': 'Shell',
      'x.sql': 'SQL',
      'x.md': 'Markdown',
      'x.html': 'HTML',
      'x.css': 'CSS',
      'x.json': 'JSON',
      'x.yml': 'YAML',
      'x.yaml': 'YAML',
      'x.txt': 'Text',
      'x.php': 'PHP',
      'x.r': 'R',
      'x.v': 'Verilog',
      'x.proto': 'Protocol Buffer',
      'x.tf': 'HCL',
      'x.vue': 'Vue',
      'x.swift': 'Swift',
      'x.lua': 'Lua',
      'x.ex': 'Elixir',
      'git.1': 'Roff Manpage',
      'views/a.blade.php': 'Blade',
      'views/a.html.erb': 'HTML+ERB',
      Makefile: 'Makefile',
      'a/b/Dockerfile': 'Dockerfile',
      'CMakeLists.txt': 'CMake',
      '.gitignore': 'Ignore List',
      'pom.xml': 'Maven POM',
    };
    for (const [path, language] of Object.entries(expected)) assert.equal(languageOf(path), language, path);
  });

  it('says nothing where a path tells nothing', () => {
    for (const path of [
      '',
      'bin/tool',
      'a.',
      'x.nosuchextension',
      '__proto__',
      'a.constructor',
      'dir.ts/',
      'x.ts/file',
    ]) {
      assert.equal(languageOf(path), undefined, path);
    }
  });

  it('knows programming from markup, data and prose', () => {
    assert.deepEqual(['Go', 'HTML', 'JSON', 'Markdown', 'No Such'].map(languageKind), [
      'programming',
      'markup',
      'data',
      'prose',
      undefined,
    ]);
  });

  it('never throws, and every language it names has a kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '.ts', '.h', '.pm', '/', '.'), (text, ending) => {
        const language = languageOf(text + ending);
        assert.ok(language === undefined || languageKind(language) !== undefined);
      }),
    );
    assert.equal(languageOf('.'.repeat(1_000_000)), undefined);
  });
});
