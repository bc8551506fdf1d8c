import type { Alias } from './history.ts';

export type AutomationKind = 'human' | 'bot' | 'agent';

/**
 * Whether an alias is a person, a bot (dependency updates, continuous integration, a hosting service) or a coding agent.
 * Decided by well-known addresses first, then by names no human has; a name a human may well have (Claude, Devin, Jules, Jan Bot)
 * counts only together with a vendor's address.
 */
export function automationKind(alias: Alias): AutomationKind {
  const email = alias.email.length > 320 ? '' : alias.email.trim().toLowerCase();
  const name = alias.name.length > 320 ? '' : alias.name.trim();
  if (!hint.test(email) && !hint.test(name.toLowerCase()) && !isOnlyCi.test(name)) return 'human';
  if (isAgent(name, email)) return 'agent';
  if (!isBot(name, email, alias.email)) return 'human';
  return agentWord.test(name) ? 'agent' : 'bot';
}

/** Whether an author's name says that an agent wrote the commit with them, as aider signs: `Ana Li (aider)`. */
export function isAgentAssisted(alias: Alias): boolean {
  return assisted.test(alias.name) && automationKind(alias) === 'human';
}

const assisted = /\((?:[^()]*\b)?(?:aider|claude(?: code)?|copilot|cursor|codex)\)\s*$/i;

/** A quick no for nearly everybody: every name or address below has one of these in it. */
const hint = anyOf(
  'bot agent claude opus sonnet haiku anthropic gpt openai codex copilot cursor devin jules aider gemini amp opencode openhands hands.dev windsurf cascade codeium sweep codegen cline roo kilo goose kiro junie augment droid factory warp qwen kimi deepseek grok llama mistral devstral codestral trae antigravity tabnine amazon crush charm.land replit continue.dev coderabbit ellipsis lovable v0 action depend renovate greenkeeper snyk github gitlab jenkins hudson travis circle -ci ci- ci@ appveyor azure vsts buildkite build auto bors homu merg release-please semantic-release weblate crowdin transifex translat pre-commit luci gserviceaccount copybara coverity coccinelle fuzz syzkaller lkp zuul gerrit asfgit robot svn cvs msftgits microsoft teamcity drone deploy allcontrib all-contrib kodiak stale noreply no-reply launchpad continuous version snyk pyup codereview assistant web-flow'.split(
    ' ',
  ),
);

const isOnlyCi = /^ci$|\bci (?:bot|user)$/i;

/** One expression for many words, letter by letter: trying them one after the other takes four times as long. */
function anyOf(words: readonly string[]): RegExp {
  const byLetter = (rest: readonly string[]): string => {
    const next = new Map<string, string[]>();
    for (const word of rest) next.set(word[0] ?? '', [...(next.get(word[0] ?? '') ?? []), word.slice(1)]);
    if (next.has('')) return '';
    return `(?:${[...next].map(([letter, tails]) => (letter === '.' ? '\\.' : letter) + byLetter(tails)).join('|')})`;
  };
  return new RegExp(byLetter(words));
}

// ---- agents

/** Companies whose automatic addresses belong to a coding agent. */
const agentDomains =
  /@(?:[a-z0-9-]+\.)*(?:anthropic\.com|claude\.ai|claude\.com|openai\.com|cursor\.com|cursor\.sh|devin\.ai|cognition\.ai|aider\.chat|ampcode\.com|opencode\.ai|all-hands\.dev|openhands\.dev|windsurf\.(?:com|ai)|codeium\.com|sweep\.dev|codegen\.com|cline\.bot|roocode\.com|kilocode\.ai|kiro\.dev|augmentcode\.com|factory\.ai|warp\.dev|qwen\.ai|moonshot\.ai|moonshot\.cn|deepseek\.com|x\.ai|mistral\.ai|trae\.ai|tabnine\.com|charm\.land|continue\.dev|coderabbit\.ai|ellipsis\.dev|lovable\.dev|v0\.dev|replit\.com|block\.xyz)$/;
/** Mailboxes there that are no employee's. */
const agentMailbox =
  /^(?:no-?reply|agent|ai|bot|assistant|support|hello|info|code|cli|claude(?:-code)?|codex|chatgpt|gpt[\w.-]*|cursor(?:agent|-agent)?|devin[\w-]*|aider|amp|opencode|openhands|cascade|windsurf|sweep|codegen|cline|roo(?:code)?|kilo(?:code)?|kiro|augment(?:code)?|droid|factory-droid[\w-]*|oz|warp|qwen[\w-]*|kimi|deepseek|grok|vibe|trae|crush|goose|lovable|v0)(?:\+[^@]*)?@/;
const agentEmails = new Set([
  'copilot@github.com',
  'copilot@microsoft.com',
  'github-copilot@github.com',
  'traecli@bytedance.com',
  'qwen-coder@alibabacloud.com',
  'junie@jetbrains.com',
  'gemini@google.com',
  'gemini-cli@google.com',
  'jules@google.com',
  'antigravity@google.com',
  'amazonq@amazon.com',
  'kiro@amazon.com',
]);
/** Logins behind noreply addresses of GitHub, GitLab and their like. */
const agentLogins =
  /^(?:copilot|copilot-swe-agent|github-copilot|copilot-pull-request-reviewer|claude|claude-code|anthropic-claude|claude-code-action|openai-codex|codex|codex-cli|chatgpt-codex-connector|cursoragent|cursor-agent|cursor|devin-ai-integration|google-labs-jules|gemini|gemini-cli|gemini-code-assist|gemini-cli-robot|openhands-agent|openhands-ai|opencode-agent|opencode|sourcegraph-amp|ampcode|amp|sweep-ai|sweep-nightly|codegen-sh|coderabbitai|ellipsis-dev|lovable-dev|gpt-engineer-app|v0|factory-droid|kilo-code-bot|kiloconnect|kiro-agent|augmentcode|amazon-q-developer|qodo-ai|qodo-merge-pro|sourcery-ai|greptile-apps|cubic-dev-ai|blackbox-ai|jetbrains-junie|junie-agent|aider|aider-chat|replit-agent|trae-ai|charmcrush)(?:\[bot\])?$/;
const noreply =
  /^(?:\d+[+-])?([^@+]+)@(?:users\.)?noreply\.(?:github|gitlab|gitee|codeberg|replit|forgejo)?\.?(?:com|org|local)$/;
/** Names that only products and models have. */
const agentNames =
  /^(?:(?:anthropic|the)?[ /'s]*claude[ :/-]+(?:code|ai|agent|bot|cli|opus|sonnet|haiku|fable|mythos|instant|desktop|assistant|v?\d|\().*|claude (?:code )?on .*|(?:opus|sonnet|haiku) \d.*|chatgpt.*|gpt-?\d.*|(?:openai|chatgpt) (?:codex|gpt).*|codex (?:cli|agent|bot|cloud|gpt).*|gpt-?\d?.*codex.*|(?:github|microsoft|gh|vs ?code) copilot.*|copilot (?:agent|autofix|cli|chat|coding|swe|workspace|bot|\().*|copilot-swe-agent.*|copilot|cursor (?:agent|ai|bot|bugbot|cli|composer).*|cursoragent|devin (?:ai|bot|cli|\[).*|devin-ai-integration.*|(?:google|labs)[ -](?:labs[ -])?jules.*|jules (?:\[bot\]|bot|ai|agent).*|google-labs-jules.*|aider(?: \(.*|[ -]ai|[ -]chat|)|(?:google )?gemini[ -](?:cli|code|ai|pro|flash|ultra|v?\d|\().*|(?:sourcegraph )?amp(?:code| code| agent| cli)|opencode(?:[ -(].*)?|openhands?(?: .*|-.*|)|open hands|windsurf(?: cascade| ai| agent| editor|)|sweep ai|codegen(?:-sh)?(?:\[bot\]| bot| ai)|cline (?:bot|ai)|roo ?code|kilo ?code|(?:aws )?kiro (?:agent|ai|cli|ide)|(?:jetbrains )junie|junie (?:agent|ai|by jetbrains)|augment ?(?:code|agent)|factory droid|factory-droid.*|warp agent|oz by warp|qwen[ -]?(?:coder|code|\d).*|kimi[ -](?:code|cli|k\d).*|deepseek.*|grok[ -](?:code|cli|build|\d).*|llama[ -]?\d.*|(?:mistral|devstral|codestral)[ -](?:vibe|large|small|code|\d).*|trae(?: (?:ai|agent|cli))|(?:google )?antigravity(?: .*)?|tabnine.*|amazon q(?: .*|)|replit agent|coderabbit.*|lovable(?: bot| dev|\[bot\])|v0\[bot\]|.*\b(?:claude|codex|copilot|gemini|gpt)-bot|ai (?:assistant|agent|coding assistant)|coding agent|swe-agent|(?:claude|codex|copilot|cursor|gemini|grok|kimi|opencode|qwen):\S+.*)$/i;
/** Names that people have too: an agent only without an address, or with one that is nobody's. */
const agentFirstNames =
  /^(?:claude|codex|cursor|gemini|amp|cascade|cline|kiro|junie|crush|goose|trae|qwen|kimi|grok)$/i;
const nobodysEmail =
  /^(?:no-?reply|bot|agent|ai|assistant)(?:\+[^@]*)?@|@(?:users\.)?noreply\.(?!github\.com|gitlab\.com)|\.(?:local|invalid|localhost)$|@localhost$/;

function isAgent(name: string, email: string): boolean {
  if (agentEmails.has(email)) return true;
  if (agentDomains.test(email) && agentMailbox.test(email)) return true;
  const login = noreply.exec(email)?.[1];
  if (login !== undefined && agentLogins.test(login)) return true;
  const plain = name
    .replace(/[“”"'`*_🤖]/gu, '')
    .replace(/^@/, '')
    .trim();
  if (agentNames.test(plain)) return true;
  return agentFirstNames.test(plain) && (email === '' || nobodysEmail.test(email) || !email.includes('@'));
}

// ---- bots

const botEmails =
  /^(?:noreply@github\.com|noreply@gitlab\.com|actions?@github\.com|github-actions@github\.com|github-?bot@.*|bot@.*|bots@.*|robot@.*|ci@.*|cibot@.*|ci-?bot@.*|ci-robot@.*|jenkins[\w.-]*@.*|travis@travis-ci\.(?:org|com)|builds?@travis-ci\.(?:org|com)|hosted@weblate\.org|noreply(?:-[\w-]+)?@weblate\.org|support@dependabot\.com|bot@renovateapp\.com|renovate@whitesourcesoftware\.com|support@greenkeeper\.io|support@snyk\.io|snyk-bot@.*|support\+[\w-]+@.*|semantic-release-bot@.*|commit-bot@.*|gobot@.*|buildbot@.*|build-?bot@.*|copybara[\w-]*@.*|zuul@.*|gerrit@.*|codereview@.*|asfgit@.*|msftgits@microsoft\.com|lkp@intel\.com|syzbot(?:\+\w+)?@.*|imgbothelp@.*|crowdin[\w.-]*@.*|support@crowdin\.com|transifex[\w.-]*@.*|[^@]+@[\w.-]*\.gserviceaccount\.com|[^@]*autoroll(?:er)?@.*|[^@]*[-_.+](?:bot|robot|cibot)@.*|(?:bot|robot)[-_.][^@]*@.*|(?:svn2git|cvs2svn|git-svn)@.*|launchpad@.*|(?:\d+\+)?[^@+]+\[bot\]@.*|bors@.*|homu@.*|auto-?(?:merge|build|update)[\w-]*@.*|group_\d+_bot\w*@.*|project_\d+_bot\w*@.*)$/;
/** Tool names, as a whole name or before a qualifier. */
const botNames =
  /^(?:github|github (?:actions?|bot|enterprise|merge queue|pages)|github-(?:actions?|bot)|web-flow|gitlab(?:[ -]bot)?|dependabot(?:[ -].*)?|renovate(?:[ -]?bot)?|mend renovate|greenkeeper.*|snyk(?:[ -]?bot)|pyup[ -]bot|gopher ?(?:ro)?bot|gobot|trybot.*|go luci|luci|.* luci cq|chromium luci.*|jenkins|jenkins[ -].*|.*[ -]jenkins|hudson|travis[ -]ci|travisci|circle ?ci(?:[ -].*)?|appveyor|azure pipelines?|azure devops|vsts|teamcity|buildkite|buildbot|drone(?:[ -]ci)|semantic-release(?:-bot)?|release-please.*|release[ -](?:bot|automation)|weblate|hosted weblate|weblate translation.*|translatewiki\.net|crowdin(?:[ -]bot)?|transifex(?:[ -].*)?|pre-commit[ -]ci.*|pre-commit|autofix[ -]ci.*|copybara(?:[ -]service)?|coverity(?:[ -]scan)?|coccinelle|oss-fuzz|clusterfuzz|syzbot|syzkaller|kbuild test robot|kernel test robot|0-?day robot|0-day ci.*|lkp|zuul|gerrit(?: code review)?|openstack proposal bot|asfgit|asf github bot|bors|homu|rust-?bors|mergify|mergify\[bot\]|kodiak.*bot.*|allcontributors|all-contributors|imgbot(?:app)?|k8s-ci-robot|.*-ci-robot|stale|microsoft github user|microsoft github operations.*|microsoft open source|auto-?roller|skia-?autoroll.*|.* autoroll(?:er)?|auto-?merge(?:r)?|automated (?:commit|release|build|update)s?|ci|ci bot|ci user|build|builder|build (?:bot|user|server|system|agent)|continuous integration|deploy(?:ment)? (?:bot|user|key)|launchpad.*translations.*|svn2git|cvs2svn|git-svn|version bump)$/i;
const botSuffix = /(?:\[bot\]|[-_](?:ro)?bot(?:[-_]\w+)?|[a-z]Bot|\d(?:ro)?bot|[-_ ]robot)$/;
/** A project's own bot that carries an agent: `roachdev-claude`. */
const agentWord = /\b(?:claude|codex|copilot|gemini|gpt|openhands|llm)\b/i;
const botWord = /(?:^|[\s-])(?:bot|robot)$/i;

function isBot(name: string, email: string, rawEmail: string): boolean {
  if (name.includes('[bot]') || botNames.test(name)) return true;
  const words = name.split(/\s+/);
  if (words.length === 1 && botSuffix.test(name)) return true;
  if (botWord.test(name) && words.length > 1 && !ownName(words, email)) return true;
  if (botEmails.test(email)) return !ownName(words, email);
  const login = noreply.exec(rawEmail)?.[1] ?? '';
  return botSuffix.test(login) && !/\s/.test(name.trim());
}

/**
 * Whether a name ending in Bot is a surname (`Jan Bot <jan.bot@…>`), or the owner of a mailbox that reads like a bot's:
 * the address is made of exactly the person's names, joined by a dot or nothing, and the first name is not a tool's.
 */
function ownName(words: readonly string[], email: string): boolean {
  if (words.length !== 2 || botWord.test(words[0]) || toolWord.test(words[0])) return false;
  if (!/^(?:bot|robot)$/i.test(words[1]))
    return !/(?:^|\W)(?:ro)?bot(?:$|\W)/i.test(words.join(' ')) && personal(words, email);
  return words[1] !== 'bot' && words[1] !== 'robot' && !/^robot$/i.test(words[1]) && personal(words, email);
}

const toolWord =
  /ci$|git|build|merge|release|deploy|test|travis|jenkins|docs?|sync|auto|commit|version|update|translat|security|config|infra|web|data|cloud|code|jira|slack|brew|format|lint|review/i;

function personal(words: readonly string[], email: string): boolean {
  const [first, last] = words.map((word) => word.toLowerCase());
  const local = email
    .slice(0, Math.max(0, email.indexOf('@')))
    .replace(/^\d+\+/, '')
    .replace(/\d+$/, '');
  return [
    `${first}.${last}`,
    `${first}${last}`,
    `${first[0]}${last}`,
    `${first[0]}.${last}`,
    first,
    `${last}.${first}`,
  ].includes(local);
}
