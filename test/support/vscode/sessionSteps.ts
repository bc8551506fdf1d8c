import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** Joins a team with an invite link, the way a person pastes it. */
export async function joinWithLink(workbench: Workbench, link: string): Promise<void> {
  await workbench.runCommand('Who Knows: Join a Team…');
  await workbench.quickPick.type(link);
  await workbench.quickPick.accept();
  await workbench.pressDialogButton('Join');
  await workbench.notification(/You are in|The team is yours/).waitFor();
}

/** The conversation of a session in the editor. */
export function conversation(workbench: Workbench): Locator {
  return workbench.page.locator('.review-widget').first();
}

/** A line of the conversation, by a part of its text. */
export function said(workbench: Workbench, text: string | RegExp): Locator {
  return conversation(workbench).locator('.review-comment', { hasText: text }).first();
}

/** Writes into the conversation and sends it. */
export async function say(workbench: Workbench, text: string): Promise<void> {
  await startToSay(workbench, text);
  await sendIt(workbench);
}

/** Writes into the conversation, and leaves it unsent. */
export async function startToSay(workbench: Workbench, text: string): Promise<void> {
  const widget = conversation(workbench);
  const button = widget.locator('.review-thread-reply-button:visible');
  if (await button.count()) {
    await scrollTo(workbench, button);
    await button.click();
  }
  const box = widget.locator('.comment-form .monaco-editor');
  await scrollTo(workbench, box);
  await box.click();
  await workbench.page.keyboard.insertText(text);
}

export async function sendIt(workbench: Workbench): Promise<void> {
  const send = conversation(workbench).getByRole('button', { name: 'Send' });
  await scrollTo(workbench, send);
  await send.click();
}

/** Scrolls the editor until something in it is in view, as a long conversation is taller than the window. */
async function scrollTo(workbench: Workbench, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tries = 0; tries < 40; tries++) {
    const [editor, wanted] = await Promise.all([workbench.editor().boundingBox(), target.boundingBox()]);
    if (!editor || !wanted) continue;
    if (wanted.y >= editor.y && wanted.y + wanted.height <= editor.y + editor.height) return;
    await workbench.page.mouse.move(editor.x + 30, editor.y + 12);
    await workbench.page.mouse.wheel(0, wanted.y < editor.y ? -60 : 60);
    await workbench.page.waitForTimeout(50);
  }
}

/** The initials at the end of what the other of a session has selected, once they are drawn. */
export function badge(workbench: Workbench, initials: string): { waitFor(): Promise<void> } {
  // A decoration's words are drawn by a style of the window's own making.
  const drawn = `[...document.querySelectorAll('.monaco-editor .view-line span')].some((span) =>
    getComputedStyle(span, '::after').content.includes('${initials}'))`;
  return { waitFor: async () => void (await workbench.page.waitForFunction(drawn)) };
}

/** Takes all notifications off the screen. */
export async function clearNotifications(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
}
