import * as vscode from "vscode";
import { formatLibraries, formatRead, formatSearch } from "../../shared/toolResults.ts";
import { editorToolName, TOOL_DEFAULTS, TOOLS, type ToolInput, type ToolName } from "../../shared/tools.ts";
import type { Sections } from "../searchView/sections.ts";
import { failureOf, isCancelled } from "../server/failure.ts";
import type { Server } from "../server/server.ts";

type Answer<Name extends ToolName> = (
  input: ToolInput<Name>,
  maxTokens: number,
  token: vscode.CancellationToken,
) => Promise<string>;

/** Gives the editor's agents the same three read-only tools that `contexter mcp` serves. Editors without the API get none. */
export function registerTools(server: Server, sections: Sections): vscode.Disposable {
  if (typeof vscode.lm?.registerTool !== "function") return new vscode.Disposable(() => undefined);
  return vscode.Disposable.from(
    register("search_docs", async (input, maxTokens, token) => {
      const { query, library, kind, limit } = input;
      const request = {
        query,
        limit: limit ?? TOOL_DEFAULTS.limit,
        maxTokens,
        ...(library !== undefined && { libraries: [library] }),
        ...(kind !== undefined && { kinds: [kind] }),
      };
      return formatSearch(await sections.search(request, token), maxTokens);
    }),
    register("read_section", async ({ id }, maxTokens, token) => formatRead(await sections.read(id, token), maxTokens)),
    register("list_libraries", async (_input, _maxTokens, token) => {
      const { librariesRequest } = await import("../../shared/protocol.ts");
      return formatLibraries(await server.request0(librariesRequest, token));
    }),
  );
}

function register<Name extends ToolName>(name: Name, answer: Answer<Name>): vscode.Disposable {
  const { input, title } = TOOLS[name];
  return vscode.lm.registerTool(editorToolName(name), {
    prepareInvocation: () => ({ invocationMessage: `Contexter: ${title.toLowerCase()}` }),
    invoke: async (options: vscode.LanguageModelToolInvocationOptions<unknown>, token: vscode.CancellationToken) => {
      const parsed = input.safeParse(options.input ?? {});
      if (!parsed.success)
        return text(`The input is not valid: ${parsed.error.issues.map((issue) => issue.message).join("; ")}`);
      const wanted = "maxTokens" in parsed.data ? parsed.data.maxTokens : undefined;
      const allowed = options.tokenizationOptions?.tokenBudget ?? Number.POSITIVE_INFINITY;
      const maxTokens = Math.max(200, Math.min(wanted ?? TOOL_DEFAULTS.maxTokens, allowed));
      try {
        return text(await answer(parsed.data as ToolInput<Name>, maxTokens, token));
      } catch (error) {
        if (isCancelled(error)) throw new vscode.CancellationError();
        const { message, remedy } = failureOf(error);
        return text(`${message} ${remedy}`);
      }
    },
  });
}

function text(value: string): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(value)]);
}
