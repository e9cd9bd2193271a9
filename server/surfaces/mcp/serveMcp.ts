import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { inputSchema, TOOL_NAMES, TOOLS } from "../../../shared/tools.ts";
import type { Engine } from "../engine.ts";
import { callTool } from "./callTool.ts";

/**
 * Serves the three read-only tools over MCP until the transport closes. The tools are described by their short JSON schemas
 * alone, because every agent pays for them in each conversation.
 */
export async function serveMcp(engine: Engine, transport: Transport, version: string): Promise<Server> {
  const server = new Server({ name: "contexter", title: "Contexter", version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOL_NAMES.map((name) => ({
      name,
      title: TOOLS[name].title,
      description: TOOLS[name].description,
      inputSchema: { ...inputSchema(name), type: "object" as const },
      annotations: { readOnlyHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    callTool(engine, params.name, params.arguments ?? {}, signal),
  );
  await server.connect(transport);
  return server;
}
