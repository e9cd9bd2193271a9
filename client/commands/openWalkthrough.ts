import * as vscode from "vscode";
import { untilTrue } from "./untilTrue.ts";

const OPEN = "workbench.action.openWalkthrough";
/** The editor waits up to 5 s for its experiments before it knows the walkthroughs of extensions. */
const PATIENCE_MS = 8000;
const ROUND_MS = 250;

/**
 * Opens Contexter's walkthrough. The editor learns the walkthroughs of extensions only after somebody asked for one; until
 * then a new installation shows its own in place of ours, and stays there. So ours is opened once more when it is known.
 * If that never happens, the Welcome page opens, which lists what there is.
 */
export async function openWalkthrough(extensionId: string): Promise<void> {
  const id = `${extensionId}#contexter.start`;
  const wasKnown = await isKnown(id);
  await vscode.commands.executeCommand(OPEN, id, false);
  if (wasKnown) return;
  const isKnownNow = await untilTrue(() => isKnown(id), { roundMs: ROUND_MS, patienceMs: PATIENCE_MS });
  await vscode.commands.executeCommand(OPEN, ...(isKnownNow ? [id, false] : []));
}

/** The one question that the editor answers: marking a step fails while it is unknown. Whoever gets started begins at the first. */
async function isKnown(id: string): Promise<boolean> {
  try {
    await vscode.commands.executeCommand("welcome.markStepIncomplete", `${id}#contexter.start.hover`);
    return true;
  } catch {
    // Unknown as yet, or an editor without this command: then the deadline decides.
    return false;
  }
}
