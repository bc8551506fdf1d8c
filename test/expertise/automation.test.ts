import assert from 'node:assert/strict';
import fc from 'fast-check';
import { automationKind, isAgentAssisted } from '../../src/expertise/automation.ts';

/** `Name <email>` as git prints it. */
function kindOf(contact: string) {
  const [, name = '', email = ''] = /^(.*?) ?<(.*)>$/.exec(contact) ?? [];
  return automationKind({ name, email });
}

describe('E5: people, bots and coding agents', () => {
  it('knows bots', () => {
    for (const contact of [
      'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
      'dependabot[bot] <support@github.com>',
      'dependabot-preview[bot] <27856297+dependabot-preview[bot]@users.noreply.github.com>',
      'renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>',
      'Renovate Bot <bot@renovateapp.com>',
      'Mend Renovate <bot@renovateapp.com>',
      'github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>',
      'GitHub Action <action@github.com>',
      'GitHub <noreply@github.com>',
      'web-flow <noreply@github.com>',
      'Gopher Robot <gobot@golang.org>',
      'gobot <>',
      'Go LUCI <golang-scoped@luci-project-accounts.iam.gserviceaccount.com>',
      'Gerrit Code Review <noreply-gerritcodereview@google.com>',
      'TryBot-Result <>',
      'greenkeeper[bot] <greenkeeper[bot]@users.noreply.github.com>',
      'snyk-bot <snyk-bot@snyk.io>',
      'Jenkins <jenkins@ci.example.org>',
      'Confluent Jenkins Bot <jenkins@confluent.io>',
      'Travis CI <builds@travis-ci.org>',
      'CircleCI <ci@x.org>',
      'semantic-release-bot <semantic-release-bot@martynus.net>',
      'pre-commit-ci[bot] <66853113+pre-commit-ci[bot]@users.noreply.github.com>',
      'kbuild test robot <lkp@intel.com>',
      'kernel test robot <lkp@intel.com>',
      'syzbot <syzbot+7ef50afd@syzkaller.appspotmail.com>',
      ' <syzbot+7ef50afd@syzkaller.appspotmail.com>',
      'k8s-ci-robot <20407524+k8s-ci-robot@users.noreply.github.com>',
      'bors[bot] <26634292+bors[bot]@users.noreply.github.com>',
      'bors <bors@rust-lang.org>',
      'Weblate <noreply@weblate.org>',
      'Hosted Weblate <hosted@weblate.org>',
      'Crowdin Bot <support+bot@crowdin.com>',
      'allcontributors[bot] <46447321+allcontributors[bot]@users.noreply.github.com>',
      'ImgBotApp <ImgBotHelp@gmail.com>',
      'Copybara-Service <copybara-worker@google.com>',
      'chromium-autoroll <chromium-autoroll@skia-public.iam.gserviceaccount.com>',
      'OpenStack Proposal Bot <openstack-infra@lists.openstack.org>',
      'Microsoft GitHub User <msftgits@microsoft.com>',
      'GitLab Bot <gitlab-bot@gitlab.com>',
      'BrewTestBot <1589480+BrewTestBot@users.noreply.github.com>',
      'CI <ci@x.org>',
      'Coverity <>',
    ]) {
      assert.equal(kindOf(contact), 'bot', contact);
    }
  });

  it('knows coding agents by their addresses, and by names no human has', () => {
    for (const contact of [
      'Claude <noreply@anthropic.com>',
      'Claude Opus 4.6 <noreply@anthropic.com>',
      'Claude Opus 4.7 (1M context) <noreply@anthropic.com>',
      'Claude Sonnet 5 <jamie+claude-code@x.org>',
      'Claude Code <claude@anthropic.com>',
      'Opus 4.7 <>',
      'claude[bot] <209825114+claude[bot]@users.noreply.github.com>',
      'Copilot <198982749+Copilot@users.noreply.github.com>',
      'Copilot Autofix powered by AI <175728472+Copilot@users.noreply.github.com>',
      'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>',
      'GitHub Copilot <copilot@github.com>',
      'Cursor <cursoragent@cursor.com>',
      'Cursor Agent <cursoragent@cursor.com>',
      'Codex <noreply@openai.com>',
      'codex <codex@openai.com>',
      'OpenAI Codex <codex@users.noreply.github.com>',
      'ChatGPT <noreply@openai.com>',
      'GPT-5.6 Sol <>',
      'Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
      'Devin <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
      'google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>',
      'Jules <jules@google.com>',
      'gemini-code-assist[bot] <176961590+gemini-code-assist[bot]@users.noreply.github.com>',
      'Gemini <noreply@google.com>',
      'Gemini CLI <>',
      'aider (gpt-5) <noreply@aider.chat>',
      'aider <aider@aider.chat>',
      'Amp <amp@ampcode.com>',
      'opencode <noreply@opencode.ai>',
      'OpenCode <>',
      'openhands <openhands@all-hands.dev>',
      'Windsurf Cascade <cascade@windsurf.ai>',
      'Crush <crush@charm.land>',
      'Junie <junie@jetbrains.com>',
      'Qwen-Coder <qwen-coder@alibabacloud.com>',
      'TRAE CLI <traecli@bytedance.com>',
      'Replit Agent <agent@replit.com>',
      'Claude:claude-opus-4-5 coccinelle <>',
      'roachdev-claude <roachdev-claude-bot@cockroachlabs.com>',
      'coderabbitai[bot] <136622811+coderabbitai[bot]@users.noreply.github.com>',
    ]) {
      assert.equal(kindOf(contact), 'agent', contact);
    }
  });

  it('never takes a human for a machine', () => {
    for (const contact of [
      'Claude Dupont <claude.dupont@x.fr>',
      'Claude Dioudonnat <cdioudonnat@itnetwork.fr>',
      'Claude <claude@dupont.fr>',
      'Claude Code-Martin <ccm@x.fr>'.replace('Code-Martin', 'Martin'),
      'Devin J. Pohly <djpohly@gmail.com>',
      'Devin <devin@doucette.cc>',
      'Jules Maselbas <jules.maselbas@grenoble-inp.org>',
      'Jules <jules@x.org>',
      'Laura Abbott <labbott@redhat.com>',
      'Matt Kraai <matt.kraai@amo.abbott.com>',
      'Tiago Botelho <tiagonbotelho@hotmail.com>',
      'Henré Botha <henrebotha@gmail.com>',
      'Jan Bot <jan.bot@x.nl>',
      'Talbot <talbot@x.org>',
      'Sylvain Rabot <sylvain@abstraction.fr>',
      'James Bottomley <James.Bottomley@SteelEye.com>',
      'Ian Campbell <ian.campbell@citrix.com>',
      'Taylor Blau <ttaylorr@openai.com>',
      'Ted Nyman <tnyman@openai.com>',
      'Ana Li <ana@anthropic.com>',
      'Martin Waitz <tali@admingilde.org>',
      'Michael J Gruber <git@drmicha.warpmail.net>',
      'Max Lamprecht <max.lamprecht@mail.schwarz>',
      'Jeff Hostetler <jeffhostetler@github.com>',
      'Ismael Juma <github@juma.me.uk>',
      'D. Ben Knoble <ben.knoble+github@gmail.com>',
      'Gerrit Grunwald <gerrit.grunwald@x.org>',
      'Gemini Zhang <gz@x.org>',
      'Cascade Smith <cs@x.org>',
      'Amparo Ruiz <amparo@x.es>',
      'Kiro Ivanov <kiro@x.bg>',
      'Guillaume Autofixe <ga@x.fr>',
      'Robert Robot <robert.robot@x.org>'.replace('Robot <robert.robot', 'Robotham <robert.robotham'),
      'Ciara Loftus <ciara.loftus@intel.com>',
      'Lucian Petrut <lpetrut@x.com>',
      'Nanako Shiraishi <nanako3@bluebottle.com>',
      'Copeland Ruiz <copeland@x.org>',
      'agent47 <a47@x.org>',
      'root <root@x.org>',
      ' <ana@x.org>',
      ' <>',
      '__proto__ <__proto__>',
    ]) {
      assert.equal(kindOf(contact), 'human', contact);
    }
  });

  it('hears an author say that an agent wrote with them', () => {
    assert.equal(isAgentAssisted({ name: 'Ana Li (aider)', email: 'ana@x.org' }), true);
    assert.equal(automationKind({ name: 'Ana Li (aider)', email: 'ana@x.org' }), 'human');
    assert.equal(isAgentAssisted({ name: 'Ana Li (Raider)', email: 'ana@x.org' }), false);
    assert.equal(isAgentAssisted({ name: 'Ana Li', email: 'ana@x.org' }), false);
  });

  it('never throws, and is not slowed by names made for that', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, email) => {
        assert.ok(['human', 'bot', 'agent'].includes(automationKind({ name, email })));
      }),
    );
    const started = process.cpuUsage();
    for (const filler of ['bot', 'claude ', '-', ' ', '(', 'gpt', 'a-bot_', '[bot]', '@', '.']) {
      const text = filler.repeat(1_000_000 / filler.length);
      for (let i = 0; i < 10; i++) automationKind({ name: text, email: text });
      for (let i = 0; i < 1000; i++) automationKind({ name: text.slice(0, 320), email: `bot${text.slice(0, 310)}` });
    }
    assert.ok(process.cpuUsage(started).user < 4_000_000);
  });
});
