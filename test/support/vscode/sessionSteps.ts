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
  const widget = conversation(workbench);
  const button = widget.locator('.review-thread-reply-button:visible');
  if (await button.count()) await button.click();
  const editor = widget.locator('.comment-form .monaco-editor');
  await editor.click();
  await workbench.page.keyboard.insertText(text);
  await widget.getByRole('button', { name: 'Send' }).click();
}

/** Takes all notifications off the screen. */
export async function clearNotifications(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
}
